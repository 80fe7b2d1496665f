import type { WorldClock } from '../../core/clock.js'
import { giveWay } from '../../core/timer.js'
import type { World } from '../unit-of-work.js'
import { meet } from './run-job.js'

/** What falls due next, at an instant or before it. */
export const nextDeadline = ({ store }: Pick<World, 'store'>, by: Date) =>
  store.transaction((tx) => tx.deadlines.first({ due: { to: by.getTime() } }, 'due'))

/** The next things that fall due, the first of them first. */
export const comingDeadlines = ({ store }: Pick<World, 'store'>, limit: number) =>
  store.transaction((tx) => tx.deadlines.sorted({}, 'due', limit))

/** How many things are met before whoever looks on has a turn. */
export const atOnce = 20

/**
 * Moves the clock to an instant, stopping at each deadline on the way, so that whatever falls due
 * sees the time it fell due and what fell due before it.
 */
export async function advance(world: World, clock: WorldClock, to: Date): Promise<void> {
  let met = 0
  for (let due = await nextDeadline(world, to); due; due = await nextDeadline(world, to)) {
    clock.reach(due.at)
    await meet(world, due)
    if (++met % atOnce === 0) await giveWay()
  }
  clock.reach(to)
}
