import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { coalesce } from './coalesce.js'

/**
 * Something that was asked for: it is not there yet, or it is, or there is a reason why not. What was
 * known before stays beside the reason.
 */
export interface QueryResult<T> {
  readonly value?: T
  readonly error?: string
  readonly refresh: () => void
}

/**
 * Asks for something, and again when told to.
 *
 * @param key what is asked for: with another key it is something else
 */
export function useQuery<T>(key: string, fetch: () => Promise<T>): QueryResult<T> {
  const [result, setResult] = useState<{ key: string; value?: T; error?: string }>({ key })
  const latest = useRef({ key, fetch })
  latest.current = { key, fetch }

  const coalescedFetch = useRef<() => void>(undefined)
  coalescedFetch.current ??= coalesce(async () => {
    const { key, fetch } = latest.current
    const next = await fetch().then(
      (value) => ({ key, value }),
      (error: Error) => ({ key, error: error.message }),
    )
    if (latest.current.key !== key) return coalescedFetch.current!()
    setResult((previous) => (previous.key === key ? { value: previous.value, ...next } : next))
  })
  const refetch = useCallback(() => coalescedFetch.current!(), [])
  useEffect(refetch, [key])

  return result.key === key ? { ...result, refresh: refetch } : { refresh: refetch }
}
