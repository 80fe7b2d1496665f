import { z } from 'zod'
import {
  type CrowdConfig,
  type CrowdInput,
  crowdSchema,
} from '../../../mturk/simulation/crowd-schema.js'
import { account, count, instant, next } from './common.js'

/** Answers may be given in several forms, which are normalised before they are checked. */
export const crowdInput = crowdSchema.meta({
  id: 'CrowdInput',
  required: undefined,
}) as unknown as z.ZodType<CrowdConfig, CrowdInput>

const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

const settings = z.object({
  seed: z.string(),
  workers: count,
  arrivalsPerHour: z.number(),
  acceptRate: z.number(),
  returnRate: z.number(),
  abandonRate: z.number(),
  errorRate: z.number(),
  continueRate: z.number(),
  secondsOfWork: z.tuple([z.number(), z.number()]),
  consensusRate: z.number(),
  answers: z.enum(['random', 'templates', 'function']),
  locales: z.array(z.string()),
  adult: z.boolean(),
  master: z.boolean(),
  qualifications: z.record(z.string(), z.union([z.int(), z.tuple([z.int(), z.int()])])),
  account: account.optional(),
  hitTypes: z.array(z.string()),
})

const stats = {
  visits: count,
  emptyVisits: count.describe('Visits on which no HIT was found.'),
  accepted: count,
  submitted: count,
  badSubmissions: count,
  returned: count,
  abandoned: count,
  errors: count.describe('Returned because no valid answer could be generated.'),
}

export const crowd = z
  .object({
    name: z.string(),
    state: z.enum(['running', 'stopped']),
    startedAt: instant,
    settings,
    stats: z.object({ ...stats, approved: count, rejected: count }),
    workerStates: z
      .object({ away: count, looking: count, working: count })
      .describe('How many workers are in each state now.'),
    nextActionAt: instant.optional().describe('When one of them acts next.'),
    lastError: z.object({ workerId: z.string(), at: instant, message: z.string() }).optional(),
    templates: z
      .array(z.object({ for: z.string().optional(), weight: z.number(), fields }))
      .optional(),
  })
  .meta({ id: 'Crowd' })

export const crowdList = z.object({ crowds: z.array(crowd) })

export const simulatedWorker = z
  .object({
    crowd: z.string(),
    id: z.string().describe('The worker ID.'),
    number: z.int(),
    runCount: count,
    state: z.enum(['away', 'looking', 'working']),
    work: z
      .object({
        account,
        hitId: z.string(),
        assignmentId: z.string(),
        outcome: z.enum(['submit', 'fail', 'return', 'abandon']),
      })
      .optional(),
    nextActionAt: instant.optional(),
    stats: z.object(stats),
    lastError: z.object({ at: instant, message: z.string() }).optional(),
  })
  .meta({ id: 'SimulatedWorker' })

export const simulatedWorkerPage = z.object({ workers: z.array(simulatedWorker), next })
