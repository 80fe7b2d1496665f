/** Where an instant stands in a picture. */
export interface TimeScale {
  at(instant: string): number
  /** Instants worth naming, far enough from one another. */
  readonly ticks: readonly string[]
}

/**
 * A scale on which a long wait takes more room than a short one, but not in proportion: work takes
 * minutes and waiting for approval days, and both are to be seen.
 *
 * @param instants what is to be shown, in order
 * @param tickWidth room for the name of an instant
 */
export function timeScale(
  instants: readonly string[],
  { from, to, tickWidth }: { from: number; to: number; tickWidth: number },
): TimeScale {
  const distinct = [...new Set(instants)]
  const rooms = distinct.map((instant, index) =>
    index === 0 ? 0 : roomFor(Date.parse(instant) - Date.parse(distinct[index - 1]!)),
  )
  const all = rooms.reduce((a, b) => a + b, 0)
  const places = new Map<string, number>()
  let used = 0
  distinct.forEach((instant, index) => {
    used += rooms[index]!
    places.set(instant, all === 0 ? from : from + ((to - from) * used) / all)
  })
  const at = (instant: string): number => places.get(instant) ?? to
  return { at, ticks: ticksAmong(distinct, at, tickWidth) }
}

const roomFor = (milliseconds: number): number => 1 + Math.log2(1 + milliseconds / 1000)

/** The first and the last, and as many between them as there is room for. */
function ticksAmong(
  instants: readonly string[],
  at: (instant: string) => number,
  width: number,
): readonly string[] {
  const last = instants.at(-1)
  const ticks: string[] = []
  for (const instant of instants) {
    const before = ticks.at(-1)
    const isFree = before === undefined || at(instant) - at(before) >= width
    const leavesRoom = instant === last || at(last!) - at(instant) >= width
    if (isFree && leavesRoom) ticks.push(instant)
  }
  return ticks
}
