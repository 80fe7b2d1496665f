import { z } from 'zod'
import { protocols } from '../../../services/sns/subscription.js'
import { account, count, instant, pageInfo, pageQuery, queryCount } from './common.js'
import { policyVerdict } from './delivery.js'

const messageAttributes = z.record(
  z.string(),
  z.object({
    DataType: z.string(),
    StringValue: z.string().optional(),
    BinaryValue: z.string().optional().describe('In Base64.'),
  }),
)
const location = {
  account,
  region: z.string(),
  name: z.string(),
  arn: z.string(),
  attributes: z.record(z.string(), z.string()),
  verdict: policyVerdict.describe('Whether the real service could deliver to it.'),
}

export const queueMessage = z.object({
  messageId: z.string(),
  state: z.string(),
  body: z.string(),
  attributes: z.record(z.string(), z.string().optional()).describe('As SQS writes them.'),
  messageAttributes,
})

export const queue = z
  .object({
    ...location,
    url: z.string(),
    counts: z.object({ ready: count, inFlight: count, delayed: count }),
    messages: z.array(queueMessage).describe('The newest ones only, newest first.'),
  })
  .meta({ id: 'Queue' })

const nameText = z.string().max(1000).optional().describe('A part of the ARN, in any case.')

export const queuesQuery = z.strictObject({
  arn: z.string().optional().describe('This queue only.'),
  account: account.optional(),
  name: z.string().optional(),
  text: nameText,
  newest: queryCount(1000).default(10).describe('How many messages of each queue.'),
  ...pageQuery,
})

export const queuePage = z.object({ queues: z.array(queue), ...pageInfo })

export const queueMessagesQuery = z.strictObject(pageQuery)

export const queueMessagePage = z.object({ messages: z.array(queueMessage), ...pageInfo })

export const topicsQuery = z.strictObject({
  arn: z.string().optional().describe('This topic only.'),
  text: nameText,
  ...pageQuery,
})

export const topic = z
  .object({
    ...location,
    subscriptions: z.array(
      z.object({
        arn: z.string(),
        topicArn: z.string(),
        account,
        protocol: z.enum(protocols),
        endpoint: z.string(),
        confirmed: z.boolean(),
        token: z.string().optional().describe('Until it is confirmed.'),
        attributes: z.record(z.string(), z.string()),
      }),
    ),
    messages: z
      .array(
        z.object({
          message: z.object({
            id: z.string(),
            topicArn: z.string(),
            at: instant,
            sequenceNumber: z.string().optional(),
            message: z.string(),
            subject: z.string().optional(),
            attributes: messageAttributes.optional(),
            byProtocol: z.record(z.string(), z.string()).optional(),
            groupId: z.string().optional(),
            deduplicationId: z.string().optional(),
          }),
          deliveries: z.array(z.object({ subscription: z.string(), outcome: z.string() })),
        }),
      )
      .describe('The latest ones only, oldest first.'),
  })
  .meta({ id: 'Topic' })

export const topicPage = z.object({ topics: z.array(topic), ...pageInfo })
