import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { paced } from './paced.js'

/**
 * Something that was asked for: it is not there yet, or it is, or there is a reason why not. What was
 * known before stays beside the reason.
 */
export interface Fetched<T> {
  readonly value?: T
  readonly error?: string
  readonly refresh: () => void
}

/**
 * Asks for something, and again when told to.
 *
 * @param key what is asked for: with another key it is something else
 */
export function useAsked<T>(key: string, fetch: () => Promise<T>): Fetched<T> {
  const [known, setKnown] = useState<{ key: string; value?: T; error?: string }>({ key })
  const wanted = useRef({ key, fetch })
  wanted.current = { key, fetch }

  const refresh = useRef<() => void>(undefined)
  refresh.current ??= paced(async () => {
    const { key, fetch } = wanted.current
    const next = await fetch().then(
      (value) => ({ key, value }),
      (error: Error) => ({ key, error: error.message }),
    )
    if (wanted.current.key !== key) return refresh.current!()
    setKnown((before) => (before.key === key ? { value: before.value, ...next } : next))
  })
  const again = useCallback(() => refresh.current!(), [])
  useEffect(again, [key])

  return known.key === key ? { ...known, refresh: again } : { refresh: again }
}
