import { z } from 'zod'
import { retainedKinds } from '../../../core/retention.js'
import { faultKinds } from '../../../faults/rule.js'
import type { DeepReadonly } from '../json-types.js'
import { apiCall } from './call.js'
import { account, count, eventType, instant } from './common.js'
import { delivery } from './delivery.js'

const phases = z.array(z.enum(['before', 'after']))

export const emulatorInfo = z
  .object({
    version: z.string(),
    endpoint: z.string(),
    smtp: z.string(),
    environment: z.enum(['sandbox', 'production']),
    account,
    customerId: z.string(),
    now: instant.describe('By the clock of the world.'),
    clock: z.enum(['running', 'frozen']),
    ready: z.boolean(),
    destinations: z.object({ email: z.string(), sqs: z.string(), sns: z.string() }),
    evicted: z
      .record(z.enum(retainedKinds), count)
      .describe(
        'How many this process has deleted because there were too many or they were too old.',
      ),
    operations: z.array(z.string()),
    eventTypes: z.array(eventType),
    faultKinds: z
      .record(z.enum(faultKinds), z.object({ calls: phases, deliveries: phases }))
      .describe('Which fault can be injected into a call and into a delivery, and when.'),
  })
  .meta({ id: 'Info' })

export const resetScope = z
  .enum(['messages', 'all'])
  .describe('The messages that arrived and the finished deliveries, or everything.')

/** What the stream reports. */
export const liveEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('delivery'), delivery }),
    z.object({
      type: z.literal('mail'),
      mail: z.object({ id: z.string(), to: z.array(z.string()) }),
    }),
    z
      .object({ type: z.literal('mailbox') })
      .describe('E-mails were deleted, read or marked as unread.'),
    z.object({ type: z.literal('call'), call: apiCall }),
    z.object({ type: z.literal('queue-message'), queue: z.string(), messageId: z.string() }),
    z.object({ type: z.literal('topic-message'), topic: z.string(), messageId: z.string() }),
    z
      .object({ type: z.literal('queue'), queue: z.string() })
      .describe(
        'Messages of a queue were received, deleted or made visible; or it was created, deleted or purged.',
      ),
    z
      .object({ type: z.literal('topic'), topic: z.string() })
      .describe(
        'A topic was created or deleted, its subscriptions changed, or it delivered a message.',
      ),
    z.object({
      type: z.literal('hit'),
      hit: z.object({ id: z.string(), hitTypeId: z.string(), account }),
    }),
    z.object({
      type: z.literal('assignment'),
      assignment: z.object({ id: z.string(), hitId: z.string() }),
    }),
    z.object({ type: z.literal('hit-type'), hitType: z.object({ id: z.string() }) }),
    z.object({
      type: z.literal('qualification'),
      qualification: z
        .object({ typeId: z.string(), workerId: z.string().optional() })
        .describe('Without a worker, the qualification type itself changed.'),
    }),
    z.object({ type: z.literal('worker'), worker: z.object({ id: z.string() }) }),
    z.object({ type: z.literal('crowd'), crowd: z.object({ name: z.string() }) }),
    z
      .object({ type: z.literal('check'), check: z.object({ id: z.string() }) })
      .describe('A check of a consumer was started or deleted, finished a case, or ended.'),
    z.object({ type: z.literal('clock') }).describe('The clock was advanced, stopped or started.'),
    z
      .object({ type: z.literal('fault') })
      .describe('Fault rules changed, or how often they were applied.'),
    z.object({ type: z.literal('reset'), scope: resetScope }),
  ])
  .meta({ id: 'LiveEvent' })

export type EmulatorInfo = DeepReadonly<z.output<typeof emulatorInfo>>
export type ResetScope = z.output<typeof resetScope>
