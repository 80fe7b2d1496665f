import { z } from 'zod'
import { checkTargets } from '../../../domain/consumer-check/check-case.js'
import { checkOutcomes } from '../../../domain/consumer-check/judge.js'
import { account, count, eventType, instant, nonEmptyText, queryCount } from './common.js'

const targetKind = z.enum(checkTargets)
const target = z.strictObject({
  kind: targetKind,
  address: nonEmptyText.describe('A queue URL, the ARN of a topic, a URL or a mail address.'),
})

export const checkInput = z
  .strictObject({
    target,
    account: account
      .optional()
      .describe('The requester, for a URL or a mail address; else the owner of queue or topic.'),
    only: z.array(nonEmptyText).min(1).optional().describe('Names of cases; by default all.'),
    seed: z.string().optional().describe('Sends the cases in an order of its own.'),
    acknowledges: z
      .boolean()
      .default(false)
      .describe('Whether the consumer acknowledges each event that it has handled.'),
    timeout: z
      .int()
      .min(10)
      .max(600_000)
      .default(10_000)
      .describe('How long the consumer may take for each message, in milliseconds.'),
    grace: z
      .int()
      .min(0)
      .max(600_000)
      .default(5000)
      .describe(
        'How long its calls and acknowledgements may come after it took the message, in milliseconds.',
      ),
    payloads: z
      .array(z.string())
      .min(1)
      .max(1000)
      .optional()
      .describe('Captured payloads to send, instead of the cases unless `only` names some.'),
  })
  .meta({ id: 'CheckInput' })

const seenEvent = z.object({
  type: eventType,
  hitId: z.string(),
  assignmentId: z.string().optional(),
  calls: z.array(z.string()).describe('Operations that the consumer called with its ID.'),
  acknowledged: count.describe('How many times the consumer acknowledged it.'),
})

const checkResult = z.object({
  case: z.string(),
  title: z.string(),
  outcome: z.enum(checkOutcomes).optional().describe('Absent until the case is finished.'),
  reason: z.string().optional().describe('What was seen.'),
  advice: z.string().optional().describe('What to do, if it failed.'),
  payloads: z.array(
    z.object({
      eventDocId: z.string(),
      isForged: z.boolean(),
      seen: z.array(z.string()).describe('What was seen of the message at each receiver.'),
      events: z.array(seenEvent),
    }),
  ),
})

export const check = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'finished', 'stopped']),
    startedAt: instant.describe('In real time.'),
    endedAt: instant.optional(),
    target,
    account,
    seed: z.string().optional(),
    acknowledges: z.boolean(),
    timeout: count,
    grace: count,
    problem: z.string().optional().describe('Why it could not go on.'),
    passed: count,
    failed: count,
    notObservable: count,
    results: z.array(checkResult),
  })
  .meta({ id: 'Check' })

export const checkList = z.object({ checks: z.array(check) })

export const checkCaseList = z.object({
  cases: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      targets: z.array(targetKind),
      isOptional: z
        .boolean()
        .describe(
          'Whether it is left out unless a run names it; `sns-envelope` is sent to a queue that is subscribed to a topic.',
        ),
      advice: z.string(),
    }),
  ),
})

export const checkWaitQuery = {
  timeout: queryCount(600_000).default(10_000).describe('In milliseconds of real time.'),
}

export const checkPayload = z.object({
  case: z.string(),
  eventDocId: z.string(),
  payload: z.string().describe('Exactly what was sent.'),
})

export const handledInput = z.strictObject({
  eventDocId: nonEmptyText,
  index: z.int().min(0).default(0).describe('Of the event in `Events`.'),
})
