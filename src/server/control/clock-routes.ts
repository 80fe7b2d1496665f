import express, { type Express } from 'express'
import { z } from 'zod'
import type { WorldClock } from '../../core/clock.js'
import { addDuration } from '../../core/duration.js'
import { advanceClock, listUpcomingJobs } from '../../mturk/scheduler/advance-clock.js'
import type { Marketplace } from '../../mturk/unit-of-work.js'
import { withRequestFaults } from './with-request-faults.js'

export interface ClockRoutesDependencies {
  readonly marketplace: Marketplace
  readonly clock: WorldClock
  /** To be called when the clock was moved, stopped or set going. */
  readonly clockChanged: () => Promise<void>
}

const advanceBody = z.union([
  z.strictObject({ by: z.string().min(1) }),
  z.strictObject({ to: z.iso.datetime() }),
])
const clockBody = z.strictObject({ state: z.enum(['frozen', 'running']) })
/** How much of what is to come is told. */
const maxUpcomingJobs = 20

/** The clock, for programs. */
export function clockRoutes(
  app: Express,
  { marketplace, clock, clockChanged }: ClockRoutesDependencies,
): void {
  const getClockView = async () => ({
    now: clock.now(),
    state: clock.isFrozen ? 'frozen' : 'running',
    upcomingJobs: await listUpcomingJobs(marketplace, maxUpcomingJobs),
  })

  app.get('/_mturk/clock', async (_, response) => void response.json(await getClockView()))
  app.put('/_mturk/clock', express.json(), async ({ body }, response) => {
    if (clockBody.parse(body ?? {}).state === 'frozen') clock.freeze()
    else clock.run()
    await clockChanged()
    response.json(await getClockView())
  })
  app.post('/_mturk/clock/advance', express.json(), async ({ body, headers }, response) => {
    const input = advanceBody.parse(body ?? {})
    const to = 'to' in input ? new Date(input.to) : addDuration(clock.now(), input.by)
    if (!to || to < clock.now())
      return void response.status(400).json({
        error: 'BadRequest',
        message: `The clock stands at ${clock.now().toISOString()}. Give "by" as a duration such as PT1H or P3D, or "to" as a later instant.`,
      })
    await advanceClock(withRequestFaults(marketplace, headers), clock, to)
    await clockChanged()
    response.json(await getClockView())
  })
}
