import type { Response } from 'express'
import type { LiveEvent, LiveFeed } from './live-feed.js'

/** Bytes that a slow reader may be behind before it is disconnected: memory must not fill up. */
const maxBufferedBytes = 4 * 1024 * 1024

/**
 * Sends what is published from now on as server-sent events, until the client disconnects.
 *
 * @param select returns what to send of an event; undefined leaves it out
 */
export function streamEvents(
  response: Response,
  feed: LiveFeed,
  select: (event: LiveEvent) => { readonly type: string } | undefined = (event) => event,
): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  })
  response.write(': events from now on\n\n')
  const unsubscribe = feed.subscribe((published: LiveEvent) => {
    // An emulator that stops ends its responses before everything has stopped.
    if (response.writableEnded) return
    const event = select(published)
    if (!event) return
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    if (response.writableLength > maxBufferedBytes) response.destroy()
  })
  response.on('close', unsubscribe)
}
