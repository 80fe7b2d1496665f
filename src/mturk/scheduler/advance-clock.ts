import type { WorldClock } from '../../core/clock.js'
import { yieldToEventLoop } from '../../core/timer.js'
import type { ScheduledJob } from '../../domain/scheduled-job.js'
import type { CallOptions, Marketplace } from '../marketplace.js'
import { runJob } from './run-job.js'

/** The earliest job that is due at an instant or before it. */
export const findNextJob = ({ store }: Pick<Marketplace, 'store'>, until: Date) =>
  store.transaction((tx) => tx.scheduledJobs.findFirst({ due: { to: until.getTime() } }, 'due'))

/** The next jobs, the earliest first. */
export const listUpcomingJobs = ({ store }: Pick<Marketplace, 'store'>, limit: number) =>
  store.transaction((tx) => tx.scheduledJobs.listSorted({}, 'due', limit))

/** How often a job may be the next one again at the same instant; damaged data would repeat it for ever. */
const maxRepetitions = 1000

/**
 * Returns a function that takes each job before it runs.
 *
 * @throws Error from that function when a job comes again and again, because running does not remove it
 */
export function createRepetitionCheck(): (job: ScheduledJob) => void {
  let latest = ''
  let repetitions = 0
  return ({ kind, subject, at }) => {
    const key = `${kind} ${subject} ${at.getTime()}`
    repetitions = key === latest ? repetitions + 1 : 0
    latest = key
    if (repetitions > maxRepetitions)
      throw new Error(
        `the scheduled job "${kind}" of ${subject} is due again each time it has run, so its data is damaged`,
      )
  }
}

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
  const checkRepetition = createRepetitionCheck()
  for (
    let job = await findNextJob(marketplace, to);
    job;
    job = await findNextJob(marketplace, to)
  ) {
    if (!beforeJob()) return false
    checkRepetition(job)
    clock.advanceTo(job.at)
    await runJob(marketplace, job, options)
    if (++jobCount % jobsPerTick === 0) await yieldToEventLoop()
  }
  clock.advanceTo(to)
  return true
}
