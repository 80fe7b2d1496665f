import express, { type Express, type Response } from 'express'
import { z } from 'zod'
import type { MovableClock } from '../clock/clock.js'
import { browse } from '../crowd/browse.js'
import { requestQualification } from '../crowd/qualify.js'
import { acceptHit, nameWorker, returnWork, submitWork } from '../crowd/work.js'
import { advance } from '../deadlines/advance.js'
import { WorkerRefusal } from '../errors.js'
import type { World } from '../world.js'
import { instantAfter } from './duration.js'

export interface CrowdParts {
  readonly world: World
  /** The world's clock when it is moved by hand. */
  readonly clock: MovableClock | undefined
}

const text = z.string().min(1)
const locale = z.strictObject({
  Country: z.string().length(2),
  Subdivision: z.string().length(2).optional(),
})
const workerBody = z.strictObject({
  locale: locale.optional(),
  adult: z.boolean().optional(),
  master: z.boolean().optional(),
})
const acceptBody = z.strictObject({ hitId: text })
const submitBody = z.strictObject({
  answers: z.union([z.string(), z.record(z.string(), z.string())]).default({}),
})
const qualifyBody = z.strictObject({ qualificationTypeId: text, answer: z.string().optional() })
const advanceBody = z.union([
  z.strictObject({ by: text }),
  z.strictObject({ to: z.iso.datetime() }),
])
const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.coerce.number().int().min(1).optional(),
})

/** Where a HIT's own page posts what a worker filled in: a page of any site, as on MTurk. */
export function externalSubmit(app: Express, { world }: CrowdParts): void {
  const form = express.urlencoded({ extended: false, limit: '1mb' })
  app.post('/mturk/externalSubmit', form, async (request, response) => {
    const { assignmentId, ...fields } = (request.body ?? {}) as Record<string, string>
    const answers = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, [value].flat().join('|')]),
    )
    if (!assignmentId || assignmentId === 'ASSIGNMENT_ID_NOT_AVAILABLE')
      return page(response, 400, 'This is a preview. Accept the HIT before you submit it.')
    try {
      await submitWork(world, assignmentId, answers)
      page(response, 200, 'Your work was submitted.')
    } catch (error) {
      if (!(error instanceof WorkerRefusal)) throw error
      page(response, 409, error.message)
    }
  })
}

function page(response: Response, status: number, sentence: string): void {
  const escaped = sentence.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  response
    .status(status)
    .type('html')
    .send(
      `<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>mturk-local</title><p>${escaped}</p></html>\n`,
    )
}

/** The worker's door and the clock, for programs. */
export function crowdRoutes(app: Express, { world, clock }: CrowdParts): void {
  app.put('/_mturk/workers/:id', express.json(), async ({ params: { id }, body }, response) => {
    response.json(await nameWorker(world, id, workerBody.parse(body ?? {})))
  })
  app.get('/_mturk/workers/:id/hits', async ({ params: { id }, query }, response) => {
    response.json(await browse(world, id, pageQuery.parse(query)))
  })
  app.post(
    '/_mturk/workers/:id/accept',
    express.json(),
    async ({ params: { id }, body }, response) => {
      response.json(await acceptHit(world, id, acceptBody.parse(body ?? {}).hitId))
    },
  )
  app.post(
    '/_mturk/workers/:id/assignments/:assignmentId/submit',
    express.json({ limit: '1mb' }),
    async ({ params: { id, assignmentId }, body }, response) => {
      const { answers } = submitBody.parse(body ?? {})
      response.json(await submitWork(world, assignmentId, answers, id))
    },
  )
  app.post(
    '/_mturk/workers/:id/assignments/:assignmentId/return',
    async ({ params: { id, assignmentId } }, response) => {
      response.json(await returnWork(world, assignmentId, id))
    },
  )
  app.post(
    '/_mturk/workers/:id/qualification-requests',
    express.json(),
    async ({ params: { id }, body }, response) => {
      const { qualificationTypeId, answer } = qualifyBody.parse(body ?? {})
      response.json(await requestQualification(world, id, qualificationTypeId, answer))
    },
  )
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
