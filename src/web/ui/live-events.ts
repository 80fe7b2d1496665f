import { useEffect, useState } from 'preact/hooks'
import type { LiveEventView } from '../../server/control/views.js'
import { browserSleep } from './clock.js'

export type LiveEventType = LiveEventView['type']

/** Whether an event concerns a query. */
export type EventFilter = (event: LiveEventView) => boolean

type ConnectionState = 'connecting' | 'live' | 'lost'

const eventTypes: readonly LiveEventType[] = [
  'assignment',
  'call',
  'clock',
  'crowd',
  'delivery',
  'fault',
  'hit',
  'hit-type',
  'mail',
  'qualification',
  'queue',
  'queue-message',
  'reset',
  'topic',
  'topic-message',
  'worker',
]

interface Subscriber {
  readonly types: readonly LiveEventType[]
  readonly filter: EventFilter | undefined
  readonly callback: () => void
}

/** Milliseconds before a refused connection is tried again; browsers retry lost ones themselves. */
const reconnectDelay = 3000

const subscribers = new Set<Subscriber>()
const connectionListeners = new Set<(state: ConnectionState) => void>()
let streamUrl: string | undefined
let source: EventSource | undefined
let connectionState: ConnectionState = 'connecting'

/** Keeps a stream of server-sent events open while a component is mounted and its page visible. */
export function useLiveStream(url: string): void {
  useEffect(() => {
    streamUrl = url
    connect()
    return () => {
      streamUrl = undefined
      disconnect()
    }
  }, [url])
}

/**
 * Calls back on each event of these types that passes the filter, on a reset, and after a time in
 * which events could be missed.
 */
export function useLiveEvents(
  types: readonly LiveEventType[],
  callback: () => void,
  filter?: EventFilter,
): void {
  useEffect(() => {
    const subscriber = { types, callback, filter }
    subscribers.add(subscriber)
    return () => void subscribers.delete(subscriber)
  }, [callback, types.join(' ')])
}

export function useConnectionState(): ConnectionState {
  const [state, setState] = useState(connectionState)
  useEffect(() => {
    connectionListeners.add(setState)
    setState(connectionState)
    return () => void connectionListeners.delete(setState)
  }, [])
  return state
}

/** A hidden page closes its connection: browsers allow six per host. */
document.addEventListener('visibilitychange', () => {
  if (document.hidden) disconnect()
  else connect()
})

function connect(): void {
  if (source || streamUrl === undefined || document.hidden) return
  const opened = new EventSource(streamUrl)
  source = opened
  opened.addEventListener('open', () => {
    // The page may have loaded its data before the stream was open.
    refreshAll()
    setConnectionState('live')
  })
  opened.addEventListener('error', () => {
    setConnectionState('lost')
    if (opened.readyState === EventSource.CLOSED) void reconnect(opened)
  })
  for (const type of eventTypes)
    opened.addEventListener(type, ({ data }) =>
      type === 'reset' ? refreshAll() : notify(type, data),
    )
}

async function reconnect(refused: EventSource): Promise<void> {
  await browserSleep(reconnectDelay)
  if (source !== refused) return
  source = undefined
  connect()
}

function disconnect(): void {
  source?.close()
  source = undefined
  setConnectionState('connecting')
}

const refreshAll = (): void => {
  for (const { callback } of subscribers) callback()
}

function notify(type: LiveEventType, data: string): void {
  let event: LiveEventView | undefined
  for (const { types, filter, callback } of subscribers) {
    if (!types.includes(type)) continue
    if (filter) event ??= JSON.parse(data) as LiveEventView
    if (!filter || filter(event!)) callback()
  }
}

function setConnectionState(next: ConnectionState): void {
  connectionState = next
  for (const listener of connectionListeners) listener(next)
}
