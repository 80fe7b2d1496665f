/**
 * Measures contestants in interleaved rounds, so that whatever else the machine does befalls all of
 * them alike; the first round only warms them up.
 *
 * @param contestants by name, how to measure each once
 * @returns by name, what each round gave
 */
export async function contest(contestants, rounds) {
  const results = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++)
    for (const [name, measureOnce] of Object.entries(contestants)) {
      const result = await measureOnce()
      if (round > 0) results[name].push(result)
    }
  return results
}

const sorted = (values) => [...values].sort((a, b) => a - b)
export const median = (values) => sorted(values)[Math.floor(values.length / 2)]

/** The median, and from where to where the rounds went. */
export function spread(values, digits = 0) {
  const [low, high] = [sorted(values)[0], sorted(values).at(-1)]
  const text = (value) => value.toFixed(digits)
  return values.length > 1
    ? `${text(median(values))} (${text(low)}–${text(high)})`
    : text(median(values))
}

export const row = (what, ...cells) =>
  console.log([what.padEnd(46), ...cells.map((cell) => String(cell).padStart(22))].join(''))
