import { z } from 'zod'
import { account, count, instant, transport } from './common.js'

export const overview = z
  .object({
    failedDeliveries: z.object({
      count: count.describe('In the last hour of real time.'),
      latest: z.array(
        z.object({
          id: z.string(),
          title: z.string().describe('Its event types, or the subject of a message.'),
          transport,
          destination: z.string(),
          error: z.string().optional(),
          at: instant,
        }),
      ),
    }),
    failedCalls: z.object({
      count: count.describe('In the last hour of real time.'),
      latest: z.array(
        z.object({
          requestId: z.string(),
          operation: z.string(),
          status: z.int(),
          errorCode: z.string().optional(),
          at: instant,
        }),
      ),
    }),
    pendingDeliveries: count,
    openHits: count.describe('Those that workers can accept.'),
    submittedAssignments: count.describe('Those that wait for review.'),
    unreadMails: count,
    accounts: z
      .array(account)
      .describe('The requesters who called or have HIT types or deliveries.'),
    checklist: z
      .object({
        call: z.boolean(),
        hit: z.boolean(),
        notificationSettings: z.boolean(),
        delivery: z.boolean(),
        submission: z.boolean(),
      })
      .describe('Which first steps were taken.'),
  })
  .meta({ id: 'Overview' })
