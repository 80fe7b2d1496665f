import { z } from 'zod'
import { isKnownLocale, localeRule } from '../../../domain/locale.js'
import { isPossibleHistory } from '../../../domain/worker.js'
import { clockState } from './clock.js'
import { count, instant, next, nonEmptyText, simplePageQuery } from './common.js'
import { assignmentFields, assignmentStatuses, locale } from './hit.js'
import { qualification, qualificationRequest } from './qualification.js'
import { question, questionForm } from './question.js'

/** Work that was done before the data here begins. */
const workerHistory = z
  .strictObject({
    submitted: count.optional().describe('Approved and rejected ones included; by default these.'),
    approved: count.optional(),
    rejected: count.optional(),
    returned: count.optional(),
  })
  .refine(isPossibleHistory, 'submitted must be at least approved and rejected together.')

export const worker = z
  .object({
    id: z.string(),
    createdAt: instant,
    locale: locale.optional(),
    adult: z.boolean().optional(),
    master: z.boolean().optional(),
    history: workerHistory.optional(),
  })
  .meta({ id: 'Worker' })

export const workerInput = z.strictObject({
  locale: z
    .strictObject({
      Country: z.string().length(2),
      Subdivision: z.string().length(2).optional(),
    })
    .refine(isKnownLocale, { error: localeRule, when: ({ issues }) => issues.length === 0 })
    .optional(),
  adult: z.boolean().optional(),
  master: z.boolean().optional(),
  history: workerHistory.optional(),
})

const dollars = z.string().describe('In dollars.')

export const workerSummary = z
  .object({
    worker,
    counts: z.record(z.enum(assignmentStatuses), count).describe('Assignments by status.'),
    earnings: z.object({
      rewards: dollars,
      bonuses: dollars,
      pending: dollars.describe('In dollars: submitted, and not decided yet.'),
    }),
    now: instant.describe('By the clock of the world.'),
    clock: clockState,
    isEditable: z
      .boolean()
      .describe('Whether the caller may change the worker; not with `--worker-token`.'),
  })
  .meta({ id: 'WorkerSummary' })

const ineligibilityReasons = z
  .array(z.string())
  .describe('Why the worker cannot accept it; empty when the worker can.')

const hitSummary = {
  hitGroupId: z.string(),
  requesterId: z.string(),
  title: z.string(),
  description: z.string(),
  keywords: z.string().optional(),
  reward: z.string(),
  assignmentDurationInSeconds: z.int(),
}
export const workerHitSummary = z.object(hitSummary)

export const workerRequirement = z.object({
  qualificationTypeId: z.string(),
  name: z.string(),
  description: z.string().describe('What is required of it: `is greater than 95`.'),
  met: z.boolean(),
  workerValue: z.string().optional(),
  isRequestable: z.boolean(),
})

export const availableGroup = z
  .object({
    ...hitSummary,
    hits: count.describe('How many HITs can be accepted.'),
    requirements: z.array(workerRequirement),
    ineligibilityReasons,
  })
  .meta({ id: 'AvailableGroup' })

export const availableGroupPage = z.object({ groups: z.array(availableGroup), next })

export const availableGroupDetail = availableGroup
  .extend({
    hitId: z.string().optional().describe('The next HIT of it that the worker has not had.'),
  })
  .meta({ id: 'AvailableGroupDetail' })

const availableHitFields = {
  ...hitSummary,
  hitId: z.string(),
  available: count,
  expiration: instant,
  ineligibilityReasons,
}
export const availableHitPage = z.object({ hits: z.array(z.object(availableHitFields)), next })

export const hitPreview = z
  .object({
    ...availableHitFields,
    question: z.string().optional(),
    questionView: question.optional().describe('The question, ready to be displayed.'),
    requirements: z.array(workerRequirement),
    assignment: z
      .object({ id: z.string(), deadline: instant })
      .optional()
      .describe('The worker’s assignment, while it is in progress.'),
  })
  .meta({ id: 'HITPreview' })

export const workerAssignment = z
  .object({
    ...hitSummary,
    ...assignmentFields,
    bonus: z.string().optional().describe('In dollars.'),
  })
  .meta({ id: 'WorkerAssignment' })

export const workerAssignmentPage = z.object({ assignments: z.array(workerAssignment), next })

export const browseQuery = z.strictObject({
  ...simplePageQuery(100, 20),
  search: z
    .string()
    .optional()
    .describe('Words that must each be in the title, the description or the keywords.'),
})

export const workerAssignmentsQuery = z.strictObject({
  ...simplePageQuery(100, 20),
  status: z.enum(assignmentStatuses).optional(),
})

export const answers = z
  .union(
    [z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))],
    'must be texts by field, or the XML of an answer',
  )
  .describe('Texts by field, a list for several values; or the XML of an answer as one text.')

export const qualificationRequestInput = z.strictObject({
  qualificationTypeId: nonEmptyText,
  answers: answers.optional(),
})

export const qualificationOrRequest = z.union([qualification, qualificationRequest])

export const availableQualification = z
  .object({
    qualificationTypeId: z.string(),
    name: z.string(),
    description: z.string(),
    hasTest: z.boolean(),
    testDurationInSeconds: z.int().optional(),
    value: z.int().optional(),
    denialReason: z.string().optional().describe('Why it cannot be requested now.'),
  })
  .meta({ id: 'AvailableQualification' })

/** Without IDs: a worker may not know those of HITs and of other workers. */
export const workerEvent = z
  .object({
    type: z
      .enum(['assignment', 'clock', 'hit', 'hit-type', 'qualification', 'reset', 'worker'])
      .describe('What kind of thing changed.'),
  })
  .meta({ id: 'WorkerEvent' })

export const startedTest = z
  .object({
    test: z.string(),
    form: questionForm,
    deadline: instant.describe('Until when answers are accepted.'),
  })
  .meta({ id: 'StartedTest' })

export const uploadedFile = z.object({ key: z.string(), bytes: count })
