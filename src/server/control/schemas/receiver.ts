import { z } from 'zod'
import { account, count, instant, pageInfo, pageQuery, queryCount } from './common.js'
import { policyVerdict } from './delivery.js'

const received = {
  id: z.string(),
  receivedAt: instant,
  from: z.string(),
  to: z.array(z.string()).describe('The recipients of the envelope.'),
  subject: z.string(),
}

export const mailSummary = z
  .object({ ...received, size: count.describe('In bytes.') })
  .meta({ id: 'MailSummary' })

export const mail = z
  .object({
    ...received,
    text: z.string().optional(),
    html: z.string().optional(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    attachments: z.array(
      z.object({
        filename: z.string().optional(),
        mimeType: z.string(),
        size: count,
        content: z.string().describe('In Base64.'),
      }),
    ),
  })
  .meta({ id: 'Mail' })

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

export const queuesQuery = z.strictObject({
  arn: z.string().optional().describe('This queue only.'),
  account: account.optional(),
  name: z.string().optional(),
  newest: queryCount(1000).default(10).describe('How many messages of each queue.'),
  ...pageQuery,
})

export const queuePage = z.object({ queues: z.array(queue), ...pageInfo })

export const queueMessagesQuery = z.strictObject(pageQuery)

export const queueMessagePage = z.object({ messages: z.array(queueMessage), ...pageInfo })

export const topicsQuery = z.strictObject({
  arn: z.string().optional().describe('This topic only.'),
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
        protocol: z.enum(['sqs', 'http', 'https', 'email', 'email-json']),
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
