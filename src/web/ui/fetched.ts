import { type Fetched, useAsked } from './asked.js'
import { type Heard, useLive } from './live.js'

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
  const asked = useAsked(key, fetch)
  useLive(on, asked.refresh)
  return asked
}
