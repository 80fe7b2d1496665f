import type { WorldClock } from '../clock/clock.js'
import type { World } from '../world.js'
import { meet } from './meet.js'

/** What falls due next, at an instant or before it. */
export const nextDeadline = ({ store }: Pick<World, 'store'>, by: Date) =>
  store.transaction((tx) => tx.deadlines.first({ due: { to: by.getTime() } }, 'due'))

/** The next things that fall due, the first of them first. */
export const comingDeadlines = ({ store }: Pick<World, 'store'>, limit: number) =>
  store.transaction((tx) => tx.deadlines.sorted({}, 'due', limit))

/**
 * Moves the clock to an instant, stopping at each deadline on the way, so that whatever falls due
 * sees the time it fell due and what fell due before it.
 *
 * @throws RangeError when the instant lies before the one the clock shows
 */
export async function advance(world: World, clock: WorldClock, to: Date): Promise<void> {
  for (let due = await nextDeadline(world, to); due; due = await nextDeadline(world, to)) {
    if (due.at > clock.now()) clock.moveTo(due.at)
    await meet(world, due)
  }
  // A clock that runs may have got there in the meantime.
  if (to > clock.now()) clock.moveTo(to)
}
