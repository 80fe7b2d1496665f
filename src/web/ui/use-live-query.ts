import { type LiveTrigger, useLiveEvents } from './live-events.js'
import { type QueryResult, useQuery } from './use-query.js'

/**
 * Fetches a value, and again whenever it may have changed.
 *
 * @param key identifies the value: another key means another value
 * @param triggers events after which the value may be different
 */
export function useLiveQuery<T>(
  key: string,
  fetch: () => Promise<T>,
  triggers: readonly LiveTrigger[] = [],
): QueryResult<T> {
  const query = useQuery(key, fetch)
  useLiveEvents(triggers, query.refresh)
  return query
}
