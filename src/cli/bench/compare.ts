/**
 * Measures candidates in interleaved rounds, so that other load on the machine affects all of them
 * alike; the first round is a warm-up.
 *
 * @param candidates measurement functions by name
 * @returns results of the rounds by name
 */
export async function compare<K extends string, T>(
  candidates: Readonly<Record<K, () => Promise<T>>>,
  rounds: number,
): Promise<Record<K, readonly T[]>> {
  const names = Object.keys(candidates) as K[]
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<K, T[]>
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const result = await candidates[name]()
      if (round > 0) results[name].push(result)
    }
  return results
}

const sortValues = (values: readonly number[]) => [...values].sort((a, b) => a - b)

export const median = (values: readonly number[]): number =>
  sortValues(values)[Math.floor(values.length / 2)]!

/** Median and range of the rounds. */
export function formatSpread(values: readonly number[], digits = 0): string {
  const text = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(digits))
  if (values.length < 2) return text(median(values))
  return `${text(median(values))} (${text(sortValues(values)[0]!)}–${text(sortValues(values).at(-1)!)})`
}
