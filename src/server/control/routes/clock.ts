import { z } from 'zod'
import { addDuration } from '../../../core/duration.js'
import { advanceClock, listUpcomingJobs } from '../../../mturk/scheduler/advance-clock.js'
import { route } from '../api.js'
import { badRequest } from '../api-error.js'
import type { ControlAppDependencies } from '../dependencies.js'
import { readCallOptions } from '../read-call-options.js'
import { advanceInput, clock, clockState } from '../schemas/clock.js'

const maxUpcomingJobs = 20

/** The clock of the world. */
export const clockRoutes = [
  route('GET /_mturk/clock', {
    summary: 'Returns the time, whether the clock runs, and which jobs are due next.',
    response: clock,
    handle: (_, dependencies) => viewClock(dependencies),
  }),
  route('PUT /_mturk/clock', {
    summary: 'Stops the clock, or starts it from the time it shows.',
    body: z.strictObject({ state: clockState }),
    response: clock,
    async handle({ body: { state } }, dependencies) {
      if (state === 'frozen') dependencies.clock.freeze()
      else dependencies.clock.run()
      await dependencies.clockChanged()
      return viewClock(dependencies)
    },
  }),
  route('POST /_mturk/clock/advance', {
    summary:
      'Advances the clock by a duration or to an instant, and runs each job on the way at its time.',
    body: advanceInput,
    response: clock,
    async handle({ body: { by, to }, headers }, dependencies) {
      const { clock, clockChanged, marketplace } = dependencies
      const instant = to === undefined ? addDuration(clock.now(), by!) : new Date(to)
      if (!instant || instant < clock.now())
        throw badRequest(
          `The clock shows ${clock.now().toISOString()}. Give "by" as a duration such as PT1H or P3D, or "to" as a later instant.`,
        )
      await advanceClock(marketplace, clock, instant, readCallOptions(marketplace, headers))
      await clockChanged()
      return viewClock(dependencies)
    },
  }),
] as const

const viewClock = async ({
  clock,
  marketplace,
}: Pick<ControlAppDependencies, 'clock' | 'marketplace'>) => ({
  now: clock.now(),
  state: clock.isFrozen ? ('frozen' as const) : ('running' as const),
  upcomingJobs: await listUpcomingJobs(marketplace, maxUpcomingJobs),
})
