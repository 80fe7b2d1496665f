import express, { type Express } from 'express'
import { z } from 'zod'
import type { MovableClock } from '../clock/clock.js'
import { advance } from '../deadlines/advance.js'
import type { World } from '../world.js'
import { instantAfter } from './duration.js'

export interface ClockParts {
  readonly world: World
  /** The world's clock when it can be moved. */
  readonly clock: MovableClock | undefined
}

const advanceBody = z.union([
  z.strictObject({ by: z.string().min(1) }),
  z.strictObject({ to: z.iso.datetime() }),
])

/** The clock, for programs. */
export function clockRoutes(app: Express, { world, clock }: ClockParts): void {
  app.post('/_mturk/clock/advance', express.json(), async ({ body }, response) => {
    if (!clock)
      return void response.status(409).json({
        error: 'ClockRuns',
        message: 'The world’s clock runs by itself. Start with --clock INSTANT to move it by hand.',
      })
    const asked = advanceBody.parse(body ?? {})
    const to = 'to' in asked ? new Date(asked.to) : instantAfter(clock.now(), asked.by)
    if (!to || to < clock.now())
      return void response.status(400).json({
        error: 'BadRequest',
        message: `The clock stands at ${clock.now().toISOString()}. Give "by" as a duration such as PT1H or P3D, or "to" as a later instant.`,
      })
    await advance(world, clock, to)
    response.json({ now: clock.now() })
  })
}
