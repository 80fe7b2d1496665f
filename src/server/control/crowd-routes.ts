import express, { type Express } from 'express'
import { z } from 'zod'
import type { WorldClock } from '../../core/clock.js'
import type { World } from '../../mturk/unit-of-work.js'
import { browse, preview } from '../../mturk/workers/browse.js'
import { handInFile } from '../../mturk/workers/files.js'
import { browseGroups, enterGroup } from '../../mturk/workers/groups.js'
import { qualificationsFor } from '../../mturk/workers/qualifications.js'
import { beginTest, requestQualification } from '../../mturk/workers/qualify.js'
import { assignmentOf, assignmentsOf, standingOf } from '../../mturk/workers/tasks.js'
import { acceptHit, nameWorker, returnWork, submitWork } from '../../mturk/workers/work.js'
import { opensAll } from '../security/access-tokens.js'
import { worldFor } from './asking.js'

export interface CrowdParts {
  readonly world: World
  readonly clock: WorldClock
  /** Bytes of one file that a worker hands in. */
  readonly longestUpload: number
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
const answers = z.union([
  z.string(),
  z.record(z.string(), z.union([z.string(), z.array(z.string())])),
])
const submitBody = z.strictObject({ answers: answers.default({}) })
const qualifyBody = z.strictObject({ qualificationTypeId: text, answers: answers.optional() })
const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.coerce.number().int().min(1).optional(),
})
const statuses = ['Accepted', 'Submitted', 'Approved', 'Rejected', 'Returned', 'Abandoned'] as const
const assignmentsQuery = pageQuery.extend({
  status: z
    .enum(statuses)
    .transform((status) => [status])
    .optional(),
})
const groupQuery = z.strictObject({ after: text.optional() })
const browseQuery = pageQuery.extend({ search: z.string().optional() })

/** The worker's door, for programs. */
export function crowdRoutes(app: Express, { world, clock, longestUpload }: CrowdParts): void {
  const json = express.json({ limit: '1mb' })
  const worker = '/_mturk/workers/:id'

  app.put(worker, json, async ({ params: { id }, body }, response) => {
    response.json(await nameWorker(world, id, workerBody.parse(body ?? {})))
  })
  app.get(worker, async ({ params: { id } }, response) => {
    const standing = await standingOf(world, id)
    response.json({
      ...standing,
      clock: clock.isFrozen ? 'frozen' : 'running',
      mayBeDescribed: opensAll(response),
    })
  })
  app.get(`${worker}/groups`, async ({ params: { id }, query }, response) => {
    response.json(await browseGroups(world, id, browseQuery.parse(query)))
  })
  app.get(`${worker}/groups/:groupId`, async ({ params: { id, groupId }, query }, response) => {
    response.json(await enterGroup(world, id, groupId, groupQuery.parse(query).after))
  })
  app.get(`${worker}/hits`, async ({ params: { id }, query }, response) => {
    response.json(await browse(world, id, browseQuery.parse(query)))
  })
  app.get(`${worker}/hits/:hitId`, async ({ params: { id, hitId } }, response) => {
    response.json(await preview(world, id, hitId))
  })
  app.post(`${worker}/accept`, json, async ({ params: { id }, body, headers }, response) => {
    const here = worldFor(world, headers)
    response.json(await acceptHit(here, id, acceptBody.parse(body ?? {}).hitId))
  })
  app.get(`${worker}/assignments`, async ({ params: { id }, query }, response) => {
    response.json(await assignmentsOf(world, id, assignmentsQuery.parse(query)))
  })
  const assignment = `${worker}/assignments/:assignmentId` as const
  app.get(assignment, async ({ params: { id, assignmentId } }, response) => {
    response.json(await assignmentOf(world, id, assignmentId))
  })
  app.post(`${assignment}/submit`, json, async ({ params, body, headers }, response) => {
    const { answers } = submitBody.parse(body ?? {})
    const here = worldFor(world, headers)
    response.json(await submitWork(here, params.assignmentId, answers, params.id))
  })
  app.post(`${assignment}/return`, async ({ params, headers }, response) => {
    response.json(await returnWork(worldFor(world, headers), params.assignmentId, params.id))
  })
  const file = express.raw({ limit: longestUpload, type: () => true })
  app.put(`${assignment}/files/:question`, file, async ({ params, headers, body }, response) => {
    const { id, assignmentId, question: questionIdentifier } = params
    const type = headers['content-type'] ?? 'application/octet-stream'
    const content = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
    const which = { assignmentId, questionIdentifier }
    response.json(await handInFile(world, id, which, { type, content }))
  })

  app.get(`${worker}/qualifications`, async ({ params: { id } }, response) => {
    response.json(await qualificationsFor(world, id))
  })
  app.post(
    `${worker}/qualifications/:typeId/test`,
    async ({ params: { id, typeId } }, response) => {
      response.json(await beginTest(world, id, typeId))
    },
  )
  app.post(`${worker}/qualification-requests`, json, async ({ params: { id }, body }, response) => {
    const { qualificationTypeId, answers } = qualifyBody.parse(body ?? {})
    response.json(await requestQualification(world, id, qualificationTypeId, answers))
  })
}
