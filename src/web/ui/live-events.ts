import { useEffect, useState } from 'preact/hooks'
import type { LiveEventView } from '../../server/control/views.js'

/** An event in the emulator; `reconnect` after a time in which events could be missed. */
export type LiveTrigger = LiveEventView['type'] | 'reconnect'

export type ConnectionState = 'connecting' | 'live' | 'lost'

const eventTypes: readonly LiveEventView['type'][] = [
  'delivery',
  'mail',
  'call',
  'queue-message',
  'topic-message',
  'reset',
]

const triggerListeners = new Set<(trigger: LiveTrigger) => void>()
const connectionListeners = new Set<(state: ConnectionState) => void>()
let source: EventSource | undefined
let connectionState: ConnectionState = 'connecting'

/** Calls back on each of these events, and when some may have been missed. */
export function useLiveEvents(triggers: readonly LiveTrigger[], callback: () => void): void {
  useEffect(() => {
    const listener = (trigger: LiveTrigger) => {
      if (trigger === 'reconnect' || trigger === 'reset' || triggers.includes(trigger)) callback()
    }
    triggerListeners.add(listener)
    connect()
    return () => void triggerListeners.delete(listener)
  }, [callback, triggers.join(' ')])
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
  else if (triggerListeners.size > 0) connect()
})

function connect(): void {
  if (source || document.hidden) return
  source = new EventSource('/_mturk/stream')
  source.addEventListener('open', () => {
    // The page may have loaded its data before the stream was open.
    notify('reconnect')
    setConnectionState('live')
  })
  source.addEventListener('error', () => setConnectionState('lost'))
  for (const type of eventTypes) source.addEventListener(type, () => notify(type))
}

function disconnect(): void {
  source?.close()
  source = undefined
  setConnectionState('connecting')
}

function notify(trigger: LiveTrigger): void {
  for (const listener of triggerListeners) listener(trigger)
}

function setConnectionState(next: ConnectionState): void {
  connectionState = next
  for (const listener of connectionListeners) listener(next)
}
