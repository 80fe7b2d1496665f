import express, { type Express } from 'express'
import { z } from 'zod'
import type { WorldClock } from '../../core/clock.js'
import { instantAfter } from '../../core/duration.js'
import { advance, comingDeadlines } from '../../mturk/scheduler/advance-clock.js'
import type { World } from '../../mturk/unit-of-work.js'
import { worldFor } from './asking.js'

export interface ClockParts {
  readonly world: World
  readonly clock: WorldClock
  /** To be called when the clock was moved, stopped or set going. */
  readonly rewind: () => Promise<void>
}

const advanceBody = z.union([
  z.strictObject({ by: z.string().min(1) }),
  z.strictObject({ to: z.iso.datetime() }),
])
const clockBody = z.strictObject({ state: z.enum(['frozen', 'running']) })
/** How much of what is to come is told. */
const shown = 20

/** The clock, for programs. */
export function clockRoutes(app: Express, { world, clock, rewind }: ClockParts): void {
  const told = async () => ({
    now: clock.now(),
    state: clock.isFrozen ? 'frozen' : 'running',
    next: await comingDeadlines(world, shown),
  })

  app.get('/_mturk/clock', async (_, response) => void response.json(await told()))
  app.put('/_mturk/clock', express.json(), async ({ body }, response) => {
    if (clockBody.parse(body ?? {}).state === 'frozen') clock.freeze()
    else clock.run()
    await rewind()
    response.json(await told())
  })
  app.post('/_mturk/clock/advance', express.json(), async ({ body, headers }, response) => {
    const asked = advanceBody.parse(body ?? {})
    const to = 'to' in asked ? new Date(asked.to) : instantAfter(clock.now(), asked.by)
    if (!to || to < clock.now())
      return void response.status(400).json({
        error: 'BadRequest',
        message: `The clock stands at ${clock.now().toISOString()}. Give "by" as a duration such as PT1H or P3D, or "to" as a later instant.`,
      })
    await advance(worldFor(world, headers), clock, to)
    await rewind()
    response.json(await told())
  })
}
