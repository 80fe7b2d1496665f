import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { coalesce } from './coalesce.js'
import { type EventFilter, type LiveEventType, useLiveEvents } from './live-events.js'
import { isConnectionLost } from './session.js'

/**
 * The result of a query. Neither value nor error while it loads; after an error the previous value
 * stays.
 */
export interface QueryResult<T> {
  readonly value?: T
  readonly error?: string
  readonly refresh: () => void
}

/**
 * Fetches a value, and again on `refresh`.
 *
 * @param key identifies the value: another key means another value
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
      (cause: Error) => ({ key, error: cause.message, cause }),
    )
    if (latest.current.key !== key) return coalescedFetch.current!()
    // The banner says so; it is fetched again when the connection is back.
    if ('error' in next && isConnectionLost(next.cause)) return
    setResult((previous) => (previous.key === key ? { value: previous.value, ...next } : next))
  })
  const refetch = useCallback(() => coalescedFetch.current!(), [])
  useEffect(refetch, [key])

  return result.key === key ? { ...result, refresh: refetch } : { refresh: refetch }
}

interface LiveQueryOptions {
  /** Leaves out events that do not concern the value. It must depend on the key alone. */
  readonly filter?: EventFilter
  /** Milliseconds between two fetches after events. */
  readonly pause?: number
}

/**
 * Fetches a value, and again whenever it may have changed.
 *
 * @param key identifies the value: another key means another value
 * @param types events after which the value may be different
 */
export function useLiveQuery<T>(
  key: string,
  fetch: () => Promise<T>,
  types: readonly LiveEventType[] = [],
  { filter, pause }: LiveQueryOptions = {},
): QueryResult<T> {
  const query = useQuery(key, fetch)
  useLiveEvents(types, query.refresh, filter, pause)
  return query
}
