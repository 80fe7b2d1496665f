import type { WorldClock } from '../../core/clock.js'
import { yieldToEventLoop } from '../../core/timer.js'
import type { CallOptions, Marketplace } from '../marketplace.js'
import { runJob } from './run-job.js'

/** The earliest job that is due at an instant or before it. */
export const findNextJob = ({ store }: Pick<Marketplace, 'store'>, until: Date) =>
  store.transaction((tx) => tx.scheduledJobs.findFirst({ due: { to: until.getTime() } }, 'due'))

/** The next jobs, the earliest first. */
export const listUpcomingJobs = ({ store }: Pick<Marketplace, 'store'>, limit: number) =>
  store.transaction((tx) => tx.scheduledJobs.listSorted({}, 'due', limit))

/** Jobs to run before yielding to the event loop. */
export const jobsPerTick = 20

/**
 * Moves the clock to an instant, stopping at each job on the way, so that each runs at the time it is
 * due and after the ones before it.
 *
 * @param beforeJob called before each job; when it returns false, the clock stays where it is
 * @returns whether the clock reached the instant
 */
export async function advanceClock(
  marketplace: Marketplace,
  clock: WorldClock,
  to: Date,
  options?: CallOptions,
  beforeJob: () => boolean = () => true,
): Promise<boolean> {
  let jobCount = 0
  for (
    let job = await findNextJob(marketplace, to);
    job;
    job = await findNextJob(marketplace, to)
  ) {
    if (!beforeJob()) return false
    clock.advanceTo(job.at)
    await runJob(marketplace, job, options)
    if (++jobCount % jobsPerTick === 0) await yieldToEventLoop()
  }
  clock.advanceTo(to)
  return true
}
