import { EventType } from '../../domain/shapes/EventType.js'
import { NotificationTransport } from '../../domain/shapes/NotificationSpecification.js'

/** What the description of the control API is put together from. */
export const delivery = { $ref: '#/components/schemas/Delivery' }
export const faultRule = { $ref: '#/components/schemas/FaultRule' }
export const deliveries = { type: 'array', items: delivery }
const count = { type: 'integer' }
export const page = {
  type: 'object',
  properties: { deliveries, next: count, start: count, total: count },
}

export const json = (schema: object = { type: ['object', 'array'] }) => ({
  200: { description: 'Done.', content: { 'application/json': { schema } } },
})

export const jsonBody = (schema: object) => ({ content: { 'application/json': { schema } } })

export const query = (name: string, schema: object, description?: string) => ({
  name,
  in: 'query',
  schema,
  description,
})

export const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }

export const paging = [
  query('limit', { type: 'integer', minimum: 1, maximum: 1000, default: 50 }),
  query('after', { type: 'integer', minimum: 1 }, 'The `next` or the `start` of another page.'),
  query('skip', { type: 'integer', minimum: 0 }, 'So many of those that follow are left out.'),
  query('total', { type: 'boolean' }, 'Whether to count them all.'),
]

export const text = query(
  'text',
  { type: 'string', maxLength: 1000 },
  'A text anywhere, in any case.',
)

export const account = query('account', { type: 'string', pattern: '^\\d{12}$' })

/** Which deliveries are meant. */
export const filter = [
  text,
  account,
  query('transport', { enum: NotificationTransport.values }),
  query('destination', { type: 'string' }),
  query('status', { enum: ['pending', 'sent', 'failed'] }),
  query('eventType', { enum: EventType.values }),
  query(
    'kind',
    { enum: ['test', 'life-cycle', 'message', 'notification'] },
    'A message is what NotifyWorkers wrote; a notification is anything else.',
  ),
]

export const operation = (
  operationId: string,
  summary: string,
  responses: object,
  parameters: readonly object[] = [],
) => ({ operationId, summary, parameters, responses })
