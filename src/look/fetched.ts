import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Heard, useLive } from './live.js'
import { paced } from './paced.js'

/** Something that was asked for: it is not there yet, or it is, or there is a reason why not. */
export interface Fetched<T> {
  readonly value?: T
  readonly error?: string
  readonly refresh: () => void
}

/**
 * Asks for something, and again whenever it may have changed.
 *
 * @param key what is asked for: with another key it is something else
 * @param on what may change it
 */
export function useFetched<T>(
  key: string,
  fetch: () => Promise<T>,
  on: readonly Heard[] = [],
): Fetched<T> {
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
    if (wanted.current.key === key) setKnown(next)
    else refresh.current!()
  })
  const again = useCallback(() => refresh.current!(), [])
  useEffect(again, [key])
  useLive(on, again)

  return known.key === key ? { ...known, refresh: again } : { refresh: again }
}
