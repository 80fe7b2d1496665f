import { useEffect, useState } from 'preact/hooks'
import type { Happening } from '../../server/control/contract.js'

/** What happens in the emulator; `back` after a time in which nothing could be heard. */
export type Heard = Happening['type'] | 'back'

export type Connection = 'connecting' | 'live' | 'lost'

const kinds: readonly Happening['type'][] = [
  'delivery',
  'mail',
  'call',
  'queue-message',
  'topic-message',
  'reset',
]

const listeners = new Set<(heard: Heard) => void>()
const watchers = new Set<(connection: Connection) => void>()
let source: EventSource | undefined
let connection: Connection = 'connecting'

/** Calls back whenever one of these happens, or may have happened unheard. */
export function useLive(on: readonly Heard[], react: () => void): void {
  useEffect(() => {
    const listener = (heard: Heard) => {
      if (heard === 'back' || heard === 'reset' || on.includes(heard)) react()
    }
    listeners.add(listener)
    connect()
    return () => void listeners.delete(listener)
  }, [react, on.join(' ')])
}

export function useConnection(): Connection {
  const [known, setKnown] = useState(connection)
  useEffect(() => {
    watchers.add(setKnown)
    setKnown(connection)
    return () => void watchers.delete(setKnown)
  }, [])
  return known
}

/** A page that nobody sees gives its connection back: a browser has six for one host. */
document.addEventListener('visibilitychange', () => {
  if (document.hidden) disconnect()
  else if (listeners.size > 0) connect()
})

function connect(): void {
  if (source || document.hidden) return
  source = new EventSource('/_mturk/stream')
  source.addEventListener('open', () => {
    // A page has often read what there is before it can hear what comes.
    tell('back')
    become('live')
  })
  source.addEventListener('error', () => become('lost'))
  for (const kind of kinds) source.addEventListener(kind, () => tell(kind))
}

function disconnect(): void {
  source?.close()
  source = undefined
  become('connecting')
}

function tell(heard: Heard): void {
  for (const listener of listeners) listener(heard)
}

function become(next: Connection): void {
  connection = next
  for (const watcher of watchers) watcher(next)
}
