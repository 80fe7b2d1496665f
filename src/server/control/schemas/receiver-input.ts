import { z } from 'zod'
import { protocols } from '../../../services/sns/subscription.js'
import { accountOrDefault, nonEmptyText } from './common.js'

const attributes = z.record(z.string(), z.string())

/** What creates a queue or a topic. */
export const receiverInput = z.strictObject({
  name: nonEmptyText,
  account: accountOrDefault,
  region: nonEmptyText.optional().describe('Default: the region of the emulator.'),
  attributes: attributes.default({}).describe('As the service names them.'),
})

export const attributesInput = z.strictObject({
  attributes: attributes.describe(
    'The ones to change, such as `Policy`; an empty text removes one.',
  ),
})

export const receiveInput = z.strictObject({
  count: z.int().min(1).max(10).default(1),
  visibilityTimeout: z
    .int()
    .min(0)
    .max(43_200)
    .optional()
    .describe('In seconds; default: the attribute of the queue.'),
})

export const subscriptionInput = z.strictObject({
  protocol: z.enum(protocols),
  endpoint: nonEmptyText.describe('The ARN of a queue or a function, a URL or an email address.'),
  attributes: attributes.default({}).describe('Such as `RawMessageDelivery` and `FilterPolicy`.'),
})
