/** Maps instants to horizontal positions. */
export interface TimeScale {
  at(instant: string): number
  /** Instants to label, far enough from one another. */
  readonly ticks: readonly string[]
}

/**
 * A logarithmic scale: work takes minutes, waiting for approval takes days, and both must be visible.
 *
 * @param instants all instants, in chronological order
 * @param tickWidth the width of a label in pixels
 */
export function createTimeScale(
  instants: readonly string[],
  { from, to, tickWidth }: { from: number; to: number; tickWidth: number },
): TimeScale {
  const distinct = [...new Set(instants)]
  const weights = distinct.map((instant, index) =>
    index === 0 ? 0 : intervalWeight(Date.parse(instant) - Date.parse(distinct[index - 1]!)),
  )
  const totalWeight = weights.reduce((a, b) => a + b, 0)
  const positions = new Map<string, number>()
  let used = 0
  distinct.forEach((instant, index) => {
    used += weights[index]!
    positions.set(instant, totalWeight === 0 ? from : from + ((to - from) * used) / totalWeight)
  })
  const at = (instant: string): number => positions.get(instant) ?? to
  return { at, ticks: selectTicks(distinct, at, tickWidth) }
}

const intervalWeight = (milliseconds: number): number => 1 + Math.log2(1 + milliseconds / 1000)

/** The first and the last, and as many between them as fit. */
function selectTicks(
  instants: readonly string[],
  at: (instant: string) => number,
  width: number,
): readonly string[] {
  const last = instants.at(-1)
  const ticks: string[] = []
  for (const instant of instants) {
    const previous = ticks.at(-1)
    const isFree = previous === undefined || at(instant) - at(previous) >= width
    const fitsBeforeLast = instant === last || at(last!) - at(instant) >= width
    if (isFree && fitsBeforeLast) ticks.push(instant)
  }
  return ticks
}
