import { z } from 'zod'
import { EventType } from '../../domain/shapes/EventType.js'
import { NotificationTransport } from '../../domain/shapes/NotificationSpecification.js'
import { pageQuery } from './pagination.js'

export const account = z
  .string()
  .regex(/^\d{12}$/, 'must be 12 digits')
  .optional()
/** What is looked for, anywhere in a thing. */
export const text = z.string().max(1000).optional()

const filter = {
  account,
  transport: z.enum(NotificationTransport.values as ['Email', 'SQS', 'SNS']).optional(),
  destination: z.string().optional(),
  status: z.enum(['pending', 'sent', 'failed']).optional(),
  kind: z.enum(['test', 'life-cycle', 'message', 'notification']).optional(),
  eventType: z.enum(EventType.values as [EventType, ...EventType[]]).optional(),
  text,
}

/** Query of `GET /_mturk/deliveries`. */
export const deliveriesQuery = z.strictObject({
  ...filter,
  ...pageQuery,
})

/** Query of `GET /_mturk/deliveries/wait`. */
export const waitQuery = z.strictObject({
  ...filter,
  count: z.coerce.number().int().min(1).max(100_000).default(1),
  timeout: z.coerce.number().int().min(0).max(600_000).default(10_000),
})

/** Query of `GET /_mturk/queues`. */
export const queuesQuery = z.strictObject({
  arn: z.string().optional(),
  newest: z.coerce.number().int().min(0).max(1000).optional(),
})

/** Body of `POST /_mturk/reset`. */
export const resetBody = z.strictObject({ scope: z.enum(['messages', 'all']).default('messages') })

/** What is wrong with a request, a sentence for each fault. */
export const formatValidationError = (error: z.ZodError): string =>
  error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ')
