import type { WorldClock } from '../../core/clock.js'
import { yieldToEventLoop } from '../../core/timer.js'
import type { Marketplace } from '../unit-of-work.js'
import { runJob } from './run-job.js'

/** What falls due next, at an instant or before it. */
export const findNextJob = ({ store }: Pick<Marketplace, 'store'>, until: Date) =>
  store.transaction((tx) => tx.scheduledJobs.findFirst({ due: { to: until.getTime() } }, 'due'))

/** The next things that fall due, the first of them first. */
export const listUpcomingJobs = ({ store }: Pick<Marketplace, 'store'>, limit: number) =>
  store.transaction((tx) => tx.scheduledJobs.listSorted({}, 'due', limit))

/** How many things are met before whoever looks on has a turn. */
export const jobsPerTick = 20

/**
 * Moves the clock to an instant, stopping at each deadline on the way, so that whatever falls due
 * sees the time it fell due and what fell due before it.
 */
export async function advanceClock(
  marketplace: Marketplace,
  clock: WorldClock,
  to: Date,
): Promise<void> {
  let jobCount = 0
  for (
    let job = await findNextJob(marketplace, to);
    job;
    job = await findNextJob(marketplace, to)
  ) {
    clock.advanceTo(job.at)
    await runJob(marketplace, job)
    if (++jobCount % jobsPerTick === 0) await yieldToEventLoop()
  }
  clock.advanceTo(to)
}
