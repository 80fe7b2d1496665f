import express, { type Express } from 'express'
import { z } from 'zod'
import type { WorldClock } from '../../core/clock.js'
import type { Marketplace } from '../../mturk/unit-of-work.js'
import { browse, previewHit } from '../../mturk/workers/browse.js'
import { uploadFile } from '../../mturk/workers/uploads.js'
import { browseGroups, openGroup } from '../../mturk/workers/groups.js'
import { listWorkerQualifications } from '../../mturk/workers/qualifications.js'
import { startTest, requestQualification } from '../../mturk/workers/request-qualification.js'
import {
  loadWorkerAssignment,
  listWorkerAssignments,
  summarizeWorker,
} from '../../mturk/workers/assignments.js'
import { acceptHit, upsertWorker, returnWork, submitWork } from '../../mturk/workers/work.js'
import { hasFullAccess } from '../security/access-tokens.js'
import { withRequestFaults } from './with-request-faults.js'

export interface WorkerRoutesDependencies {
  readonly marketplace: Marketplace
  readonly clock: WorldClock
  /** Bytes of one file that a worker hands in. */
  readonly maxUploadBytes: number
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
const qualificationRequestBody = z.strictObject({
  qualificationTypeId: text,
  answers: answers.optional(),
})
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
export function workerRoutes(
  app: Express,
  { marketplace, clock, maxUploadBytes }: WorkerRoutesDependencies,
): void {
  const json = express.json({ limit: '1mb' })
  const worker = '/_mturk/workers/:id'

  app.put(worker, json, async ({ params: { id }, body }, response) => {
    response.json(await upsertWorker(marketplace, id, workerBody.parse(body ?? {})))
  })
  app.get(worker, async ({ params: { id } }, response) => {
    const summary = await summarizeWorker(marketplace, id)
    response.json({
      ...summary,
      clock: clock.isFrozen ? 'frozen' : 'running',
      isEditable: hasFullAccess(response),
    })
  })
  app.get(`${worker}/groups`, async ({ params: { id }, query }, response) => {
    response.json(await browseGroups(marketplace, id, browseQuery.parse(query)))
  })
  app.get(`${worker}/groups/:groupId`, async ({ params: { id, groupId }, query }, response) => {
    response.json(await openGroup(marketplace, id, groupId, groupQuery.parse(query).after))
  })
  app.get(`${worker}/hits`, async ({ params: { id }, query }, response) => {
    response.json(await browse(marketplace, id, browseQuery.parse(query)))
  })
  app.get(`${worker}/hits/:hitId`, async ({ params: { id, hitId } }, response) => {
    response.json(await previewHit(marketplace, id, hitId))
  })
  app.post(`${worker}/accept`, json, async ({ params: { id }, body, headers }, response) => {
    const here = withRequestFaults(marketplace, headers)
    response.json(await acceptHit(here, id, acceptBody.parse(body ?? {}).hitId))
  })
  app.get(`${worker}/assignments`, async ({ params: { id }, query }, response) => {
    response.json(await listWorkerAssignments(marketplace, id, assignmentsQuery.parse(query)))
  })
  const assignment = `${worker}/assignments/:assignmentId` as const
  app.get(assignment, async ({ params: { id, assignmentId } }, response) => {
    response.json(await loadWorkerAssignment(marketplace, id, assignmentId))
  })
  app.post(`${assignment}/submit`, json, async ({ params, body, headers }, response) => {
    const { answers } = submitBody.parse(body ?? {})
    const here = withRequestFaults(marketplace, headers)
    response.json(await submitWork(here, params.assignmentId, answers, params.id))
  })
  app.post(`${assignment}/return`, async ({ params, headers }, response) => {
    response.json(
      await returnWork(withRequestFaults(marketplace, headers), params.assignmentId, params.id),
    )
  })
  const file = express.raw({ limit: maxUploadBytes, type: () => true })
  app.put(`${assignment}/files/:question`, file, async ({ params, headers, body }, response) => {
    const { id, assignmentId, question: questionIdentifier } = params
    const type = headers['content-type'] ?? 'application/octet-stream'
    const content = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
    const target = { assignmentId, questionIdentifier }
    response.json(await uploadFile(marketplace, id, target, { type, content }))
  })

  app.get(`${worker}/qualifications`, async ({ params: { id } }, response) => {
    response.json(await listWorkerQualifications(marketplace, id))
  })
  app.post(
    `${worker}/qualifications/:typeId/test`,
    async ({ params: { id, typeId } }, response) => {
      response.json(await startTest(marketplace, id, typeId))
    },
  )
  app.post(`${worker}/qualification-requests`, json, async ({ params: { id }, body }, response) => {
    const { qualificationTypeId, answers } = qualificationRequestBody.parse(body ?? {})
    response.json(await requestQualification(marketplace, id, qualificationTypeId, answers))
  })
}
