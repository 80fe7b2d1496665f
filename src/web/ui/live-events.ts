import { useEffect, useState } from 'preact/hooks'
import type { LiveEventView } from '../../server/control/views.js'
import { browserSleep } from './clock.js'
import { coalesce } from './coalesce.js'
import { pageClient } from './session.js'

export type LiveEventType = LiveEventView['type']

/** Whether an event concerns a query. */
export type EventFilter = (event: LiveEventView) => boolean

type ConnectionState = 'connecting' | 'live' | 'lost'

interface Subscriber {
  readonly types: readonly LiveEventType[]
  readonly filter: EventFilter | undefined
  readonly callback: () => void
}

/** Milliseconds before a connection that was refused or lost is tried again. */
const reconnectDelay = 3000

const subscribers = new Set<Subscriber>()
const connectionListeners = new Set<(state: ConnectionState) => void>()
let streamPath: string | undefined
let connection: AbortController | undefined
let connectionState: ConnectionState = 'connecting'

/** Keeps a stream of server-sent events open while a component is mounted and its page visible. */
export function useLiveStream(path: string): void {
  useEffect(() => {
    streamPath = path
    connect()
    return () => {
      streamPath = undefined
      disconnect()
    }
  }, [path])
}

/**
 * Calls back on each event of these types that passes the filter, on a reset, and after a time in
 * which events could be missed.
 *
 * @param pause milliseconds between two calls, for what takes the emulator long
 */
export function useLiveEvents(
  types: readonly LiveEventType[],
  callback: () => void,
  filter?: EventFilter,
  pause?: number,
): void {
  useEffect(() => {
    const callNow = (): void => {
      if (subscribers.has(subscriber)) callback()
    }
    const subscriber: Subscriber = {
      types,
      callback: pause === undefined ? callback : coalesce(async () => callNow(), pause),
      filter,
    }
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
  if (connection || streamPath === undefined || document.hidden) return
  connection = new AbortController()
  void follow(streamPath, connection)
}

/** Passes on the events of a stream, and connects again when it is lost. */
async function follow(path: string, current: AbortController): Promise<void> {
  try {
    const events = await pageClient.stream({ path, signal: current.signal })
    if (connection !== current) return
    // The page may have loaded its data before the stream was open.
    refreshAll()
    setConnectionState('live')
    for await (const event of events) {
      if (connection !== current) return
      if (event.type === 'reset') refreshAll()
      else notify(event)
    }
  } catch {
    // It was refused or lost, or the page is hidden.
  }
  if (connection !== current) return
  setConnectionState('lost')
  await browserSleep(reconnectDelay)
  if (connection !== current) return
  connection = undefined
  connect()
}

function disconnect(): void {
  connection?.abort()
  connection = undefined
  setConnectionState('connecting')
}

const refreshAll = (): void => {
  for (const { callback } of subscribers) callback()
}

function notify(event: LiveEventView): void {
  for (const { types, filter, callback } of subscribers)
    if (types.includes(event.type) && (!filter || filter(event))) callback()
}

function setConnectionState(next: ConnectionState): void {
  connectionState = next
  for (const listener of connectionListeners) listener(next)
}
