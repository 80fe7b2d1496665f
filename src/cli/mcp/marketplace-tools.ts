import { z } from 'zod'
import type { AnswersInput } from '../../mturk/workers/build-answer-xml.js'
import { createReadOnlyTool, type Tool, createTool } from './tool.js'

const workerId = z.string().describe('An A with capitals and digits after it, as A1WORKER.')
const assignmentId = z.string()

/** What a requester, a worker and time can do. */
export const marketplaceTools: readonly Tool[] = [
  createReadOnlyTool(
    'status',
    'Where the emulator listens, what its clock shows, where its notifications go, and which operations and event types there are.',
    z.object({}),
    (control) => control.info(),
  ),
  createTool(
    'call_mturk',
    'Calls an operation of the MTurk requester API, as CreateHIT or ListAssignmentsForHIT, with the input that Amazon’s API takes; no signature is needed.',
    z.object({
      operation: z.string(),
      input: z.record(z.string(), z.unknown()).default({}),
      account: z.string().optional().describe('12 digits; 000000000000 unless said.'),
    }),
    async (control, request) => {
      const { status, response } = await control.callOperation(request)
      return { status, response }
    },
  ),
  createReadOnlyTool(
    'browse_hits',
    'The HITs that a worker can find, each with what keeps this worker from it.',
    z.object({
      workerId,
      search: z.string().optional(),
      limit: z.int().min(1).max(100).default(20),
    }),
    async (control, { workerId, ...page }) => (await control.availableHits(workerId, page)).hits,
  ),
  createReadOnlyTool(
    'preview_hit',
    'A HIT as a worker sees it, with its question.',
    z.object({ workerId, hitId: z.string() }),
    (control, { workerId, hitId }) => control.previewHit(workerId, hitId),
  ),
  createTool(
    'accept_hit',
    'A worker accepts a HIT; the answer names the assignment, which submit_assignment and return_assignment want.',
    z.object({ workerId, hitId: z.string() }),
    (control, { workerId, hitId }) => control.accept(workerId, hitId),
  ),
  createTool(
    'submit_assignment',
    'A worker submits an accepted assignment with answers, each by its question’s identifier or its field’s name.',
    z.object({ workerId, assignmentId, answers: z.record(z.string(), z.unknown()).default({}) }),
    (control, { workerId, assignmentId, answers }) =>
      control.submit(workerId, assignmentId, answers as AnswersInput),
  ),
  createTool(
    'return_assignment',
    'A worker gives an accepted assignment back.',
    z.object({ workerId, assignmentId }),
    (control, { workerId, assignmentId }) => control.returnAssignment(workerId, assignmentId),
  ),
  createTool(
    'put_crowd',
    'Makes a crowd of simulated workers, who come, accept, work and submit on the world’s clock; move it with advance_clock and they work at once.',
    z.object({
      name: z.string(),
      workers: z.int().min(1).max(10_000).default(10),
      arrivalsPerHour: z.number().positive().optional(),
      returnRate: z.number().min(0).max(1).optional(),
      abandonRate: z.number().min(0).max(1).optional(),
      errorRate: z.number().min(0).max(1).optional(),
      seed: z.string().optional(),
    }),
    (control, { name, ...options }) => control.putCrowd(name, options),
  ),
  createReadOnlyTool(
    'list_crowds',
    'The crowds there are, and what they did.',
    z.object({}),
    (control) => control.crowds(),
  ),
  createReadOnlyTool(
    'clock',
    'What the world’s clock shows, whether it runs, and what falls due next.',
    z.object({}),
    (control) => control.clock(),
  ),
  createTool(
    'advance_clock',
    'Moves the world’s clock on, by a duration or to an instant; whatever falls due on the way happens at its own time.',
    z.object({
      by: z.string().optional().describe('An ISO 8601 duration, as PT1H or P3D.'),
      to: z.string().optional().describe('An instant in ISO 8601.'),
    }),
    async (control, { by, to }) => {
      if ((by === undefined) === (to === undefined)) throw new Error('Give either by or to.')
      await (by === undefined ? control.advanceTo(to!) : control.advance(by))
      await control.waitUntilIdle()
      return control.clock()
    },
  ),
  createTool(
    'reset',
    'Forgets what was delivered, or the whole world.',
    z.object({ what: z.enum(['messages', 'all']).default('messages') }),
    (control, { what }) => control.reset(what),
  ),
]
