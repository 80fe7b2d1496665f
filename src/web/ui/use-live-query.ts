import { type QueryResult, useQuery } from './use-query.js'
import { type LiveTrigger, useLiveEvents } from './live-events.js'

/**
 * Asks for something, and again whenever it may have changed.
 *
 * @param key what is asked for: with another key it is something else
 * @param triggers what may change it
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
