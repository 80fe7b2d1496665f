import { z } from 'zod'
import {
  account,
  accountFilter,
  eventType,
  instant,
  pageInfo,
  queryCount,
  searchText,
  transport,
} from './common.js'
import { appliedFault, faultRule } from './fault.js'

const kinds = ['test', 'life-cycle', 'message'] as const
const status = z.enum(['pending', 'sent', 'failed'])

const attempt = z.object({
  at: instant,
  milliseconds: z.number(),
  outcome: z.enum(['sent', 'failed']),
  receipt: z.string().optional().describe('A message ID, or a line of SMTP.'),
  error: z.string().optional(),
  faults: z.array(appliedFault).optional(),
})

export const policyVerdict = z.object({
  allowed: z
    .union([z.boolean(), z.literal('unsure')])
    .describe('Unsure where MTurk was seen to deliver although no policy allows it.'),
  reason: z.string(),
  resource: z.string().optional().describe('The ARN of the queue or topic.'),
  suggestedPolicy: z.string().optional().describe('A policy that would allow it.'),
})

export const delivery = z
  .object({
    id: z.string(),
    account,
    transport,
    destination: z.string(),
    kind: z.enum(kinds),
    eventTypes: z.array(eventType),
    eventDocId: z.string(),
    payload: z.string().describe('Exactly what is sent, the same at each attempt.'),
    subject: z.string(),
    hitTypeId: z.string().optional(),
    requestId: z.string().optional().describe('Of the call that caused it.'),
    traceparent: z.string().optional(),
    owner: z.string().optional().describe('The process that sends it.'),
    createdAt: instant.describe('By the clock of the world.'),
    enqueuedAt: instant.optional(),
    status,
    attempts: z.array(attempt),
    batchUntil: instant.optional(),
    nextAttemptAt: instant.optional(),
    faults: z.array(appliedFault).optional(),
    requestFaults: z.array(faultRule).optional(),
    verdict: policyVerdict
      .optional()
      .describe('Whether the real service could have delivered to this queue or topic.'),
  })
  .meta({ id: 'Delivery' })

export const deliveryFilter = {
  account: accountFilter,
  transport: transport.optional(),
  destination: z.string().optional(),
  status: status.optional(),
  kind: z
    .enum([...kinds, 'notification'])
    .optional()
    .describe('A message was written by NotifyWorkers; a notification is any other delivery.'),
  eventType: eventType.optional(),
  text: searchText,
}

export const waitQuery = {
  ...deliveryFilter,
  count: queryCount(100_000).min(1).default(1),
  timeout: queryCount(600_000).default(10_000).describe('In milliseconds of real time.'),
}

export const deliveryPage = z
  .object({ deliveries: z.array(delivery), ...pageInfo })
  .meta({ id: 'DeliveryPage' })

export const waitResult = z.object({
  complete: z.boolean().describe('Whether that many arrived in time.'),
  deliveries: z.array(delivery),
})
