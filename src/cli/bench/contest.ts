/**
 * Measures contestants in interleaved rounds, so that whatever else the machine does befalls all of
 * them alike; the first round only warms them up.
 *
 * @param contestants by name, how to measure each once
 * @returns by name, what each round gave
 */
export async function contest<K extends string, T>(
  contestants: Readonly<Record<K, () => Promise<T>>>,
  rounds: number,
): Promise<Record<K, readonly T[]>> {
  const names = Object.keys(contestants) as K[]
  const results = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<K, T[]>
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const result = await contestants[name]()
      if (round > 0) results[name].push(result)
    }
  return results
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)

export const median = (values: readonly number[]): number =>
  sorted(values)[Math.floor(values.length / 2)]!

/** The median, and from where to where the rounds went. */
export function spread(values: readonly number[], digits = 0): string {
  const text = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(digits))
  if (values.length < 2) return text(median(values))
  return `${text(median(values))} (${text(sorted(values)[0]!)}–${text(sorted(values).at(-1)!)})`
}
