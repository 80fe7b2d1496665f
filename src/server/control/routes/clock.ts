import { z } from 'zod'
import { addDuration } from '../../../core/duration.js'
import { listUpcomingJobs } from '../../../mturk/scheduler/advance-clock.js'
import { route } from '../api.js'
import { badRequest } from '../api-error.js'
import type { ControlAppDependencies } from '../dependencies.js'
import { readCallOptions } from '../read-call-options.js'
import { advanceInput, clock, clockState } from '../schemas/clock.js'

const maxUpcomingJobs = 20

/** The clock of the world. */
export const clockRoutes = [
  route('GET /_mturk/clock', {
    summary:
      'Returns the time, whether the clock runs or is being advanced, and which jobs are due next.',
    response: clock,
    handle: (_, dependencies) => viewClock(dependencies),
  }),
  route('PUT /_mturk/clock', {
    summary: 'Freezes the clock, which stops an advance, or starts it from the time it shows.',
    body: z.strictObject({ state: clockState }),
    response: clock,
    async handle({ body: { state } }, dependencies) {
      if (state === 'frozen') {
        await dependencies.stopAdvances()
        dependencies.clock.freeze()
      } else dependencies.clock.run()
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
      const { advances, clock, marketplace } = dependencies
      const instant = to === undefined ? addDuration(clock.now(), by!) : new Date(to)
      if (!instant || instant < clock.now())
        throw badRequest(
          `The clock shows ${clock.now().toISOString()} and cannot be moved to "${to ?? by}". Give a duration such as PT1H or P3D, or a later instant.`,
        )
      await advances.run(marketplace, clock, instant, readCallOptions(marketplace, headers))
      return viewClock(dependencies)
    },
  }),
  route('DELETE /_mturk/clock/advance', {
    summary:
      'Stops an advance after the job that runs now; its request is answered with the error AdvanceStopped.',
    response: clock,
    async handle(_, dependencies) {
      await dependencies.stopAdvances()
      return viewClock(dependencies)
    },
  }),
] as const

const viewClock = async ({
  advances,
  clock,
  marketplace,
}: Pick<ControlAppDependencies, 'advances' | 'clock' | 'marketplace'>) => ({
  now: clock.now(),
  advance: advances.current,
  state: clock.isFrozen ? ('frozen' as const) : ('running' as const),
  upcomingJobs: await listUpcomingJobs(marketplace, maxUpcomingJobs),
})
