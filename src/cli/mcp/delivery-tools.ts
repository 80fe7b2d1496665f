import { z } from 'zod'
import { EventType } from '../../domain/shapes/EventType.js'
import { NotificationTransport } from '../../domain/shapes/NotificationSpecification.js'
import type { DeliveryView } from '../../server/control/views.js'
import { createReadOnlyTool, createTool, type Tool } from './tool.js'

const eventType = z.enum(EventType.values as [string, ...string[]])
const transport = z.enum(NotificationTransport.values as [string, ...string[]])

const filter = {
  transport: transport.optional(),
  eventType: eventType.optional(),
  destination: z.string().optional().describe('An e-mail address, queue URL or topic ARN.'),
  status: z.enum(['pending', 'sent', 'failed']).optional(),
}

/** Tools for deliveries and received messages. */
export const deliveryTools: readonly Tool[] = [
  createTool(
    'send_test_event',
    'Sends a test event of MTurk (SendTestEventNotification) to a destination, and returns the delivery: its payload, the attempts, and whether the real MTurk could have delivered there.',
    z.object({
      eventType: eventType.default('AssignmentSubmitted'),
      transport,
      destination: z
        .string()
        .describe('An e-mail address, the URL of a queue, or the ARN of a topic.'),
      version: z.enum(['2006-05-05', '2014-08-15']).default('2014-08-15'),
    }),
    async (control, { eventType, transport, destination, version }) => {
      const { requestId, status, response } = await control.request('POST /_mturk/calls', {
        body: {
          operation: 'SendTestEventNotification',
          input: {
            Notification: {
              Transport: transport,
              Destination: destination,
              Version: version,
              EventTypes: [eventType],
            },
            TestEventType: eventType,
          },
        },
      })
      const { deliveries } = await control.deliveries({ limit: 20, kind: 'test' })
      return {
        status,
        ...(status !== 200 && { answer: response }),
        delivery: deliveries.find((each) => each.requestId === requestId),
      }
    },
  ),
  createReadOnlyTool(
    'list_deliveries',
    'What was sent to mail addresses, queues and topics, newest first. get_delivery returns one in full.',
    z.object({ ...filter, limit: z.int().min(1).max(100).default(20) }),
    async (control, query) => {
      const { deliveries } = await control.deliveries(query as object)
      return deliveries.map(summarize)
    },
  ),
  createReadOnlyTool(
    'get_delivery',
    'One delivery: its payload, destination, every attempt with its result, and the verdict on the destination’s policy.',
    z.object({ id: z.string() }),
    (control, { id }) => control.request('GET /_mturk/deliveries/{id}', { id }),
  ),
  createReadOnlyTool(
    'wait_for_deliveries',
    'Waits until the given number of matching deliveries have arrived, including those already there.',
    z.object({
      ...filter,
      count: z.int().min(1).max(1000).default(1),
      timeout: z.int().min(0).max(60_000).default(10_000).describe('In milliseconds.'),
    }),
    async (control, wanted) => {
      const { complete, deliveries } = await control.waitForDeliveries(wanted as object)
      return { complete, deliveries: deliveries.map(summarize) }
    },
  ),
  createReadOnlyTool(
    'read_inbox',
    'The contents of the built-in mailbox, queues and topics; nothing is consumed.',
    z.object({ newest: z.int().min(1).max(50).default(5).describe('Messages of each.') }),
    async (control, { newest }) => {
      const [{ mails }, { queues }, { topics }] = await Promise.all([
        control.request('GET /_mturk/mailbox', { limit: newest }),
        control.request('GET /_mturk/queues', { newest }),
        control.request('GET /_mturk/topics'),
      ])
      return {
        mails,
        queues: queues.map(({ arn, counts, messages }) => ({
          arn,
          counts,
          messages: messages.map(({ body }) => body),
        })),
        topics: topics.map(({ arn, subscriptions, messages }) => ({
          arn,
          subscriptions: subscriptions.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`),
          messages: messages.slice(-newest),
        })),
      }
    },
  ),
]

const summarize = ({
  id,
  status,
  transport,
  destination,
  eventTypes,
  createdAt,
}: DeliveryView) => ({
  id,
  status,
  transport,
  destination,
  eventTypes,
  createdAt,
})
