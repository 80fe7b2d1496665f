import { z } from 'zod'
import type { AnswersInput } from '../../mturk/workers/build-answer-xml.js'
import { createReadOnlyTool, createTool, type Tool } from './tool.js'

const workerId = z
  .string()
  .describe('An A followed by capital letters and digits, such as A1WORKER.')
const assignmentId = z.string()

/** Tools for requesters, workers and the clock. */
export const marketplaceTools: readonly Tool[] = [
  createReadOnlyTool(
    'status',
    'Where the emulator listens, its time, where its notifications go, and its operations and event types.',
    z.object({}),
    (control) => control.request('GET /_mturk/info'),
  ),
  createTool(
    'call_mturk',
    'Calls an operation of the MTurk requester API, such as CreateHIT or ListAssignmentsForHIT, with the input of Amazon’s API; no signature is needed.',
    z.object({
      operation: z.string(),
      input: z.record(z.string(), z.unknown()).default({}),
      account: z.string().optional().describe('12 digits; default: 000000000000.'),
    }),
    async (control, request) => {
      const { status, response } = await control.request('POST /_mturk/calls', { body: request })
      return { status, response }
    },
  ),
  createReadOnlyTool(
    'browse_hits',
    'The HITs that a worker can find, each with the reasons why this worker cannot accept it.',
    z.object({
      workerId,
      search: z.string().optional(),
      limit: z.int().min(1).max(100).default(20),
    }),
    async (control, { workerId, ...page }) =>
      (await control.request('GET /_mturk/workers/{id}/hits', { id: workerId, ...page })).hits,
  ),
  createReadOnlyTool(
    'preview_hit',
    'A HIT as a worker sees it, with its question.',
    z.object({ workerId, hitId: z.string() }),
    (control, { workerId, hitId }) =>
      control.request('GET /_mturk/workers/{id}/hits/{hitId}', { id: workerId, hitId }),
  ),
  createTool(
    'accept_hit',
    'A worker accepts a HIT; the result contains the assignment ID for submit_assignment and return_assignment.',
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
    'A worker returns an accepted assignment.',
    z.object({ workerId, assignmentId }),
    (control, { workerId, assignmentId }) => control.returnAssignment(workerId, assignmentId),
  ),
  createTool(
    'put_crowd',
    'Creates a crowd of simulated workers, who accept, work and submit as the emulator’s clock advances; advance_clock makes them work at once.',
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
    'All crowds and what they did.',
    z.object({}),
    async (control) => (await control.request('GET /_mturk/crowds')).crowds,
  ),
  createReadOnlyTool(
    'clock',
    'The emulator’s time, whether its clock runs, and what is due next.',
    z.object({}),
    (control) => control.clock(),
  ),
  createTool(
    'advance_clock',
    'Advances the emulator’s clock by a duration or to an instant; everything due on the way happens at its own time.',
    z.object({
      by: z.string().optional().describe('An ISO 8601 duration, such as PT1H or P3D.'),
      to: z.string().optional().describe('An instant in ISO 8601.'),
    }),
    async (control, { by, to }) => {
      if ((by === undefined) === (to === undefined)) throw new Error('Give either by or to.')
      await (by === undefined
        ? control.request('POST /_mturk/clock/advance', { body: { to: to! } })
        : control.advance(by))
      await control.request('GET /_mturk/settled')
      return control.clock()
    },
  ),
  createTool(
    'reset',
    'Deletes what was delivered, or everything.',
    z.object({ what: z.enum(['messages', 'all']).default('messages') }),
    (control, { what }) => control.request('POST /_mturk/reset', { body: { scope: what } }),
  ),
]
