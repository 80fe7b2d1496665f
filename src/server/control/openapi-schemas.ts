import { EventType } from '../../domain/shapes/EventType.js'
import { NotificationTransport } from '../../domain/shapes/NotificationSpecification.js'
import { faultKinds } from '../../faults/rule.js'
import { crowdSchemas } from './openapi-crowds.js'

const faults = { type: 'array', items: { $ref: '#/components/schemas/FaultMark' } }

/** What the control API answers, as far as it has a name. */
export const schemas = {
  ...crowdSchemas,
  FaultMark: {
    type: 'object',
    properties: {
      rule: { type: 'string', description: 'Its ID.' },
      what: { enum: faultKinds },
      phase: { enum: ['after'] },
    },
  },
  FaultRule: {
    type: 'object',
    required: ['what'],
    description: 'docs/faults.md says what is possible where.',
    properties: {
      id: { type: 'string', pattern: '^[\\w.-]{1,64}$' },
      what: { enum: faultKinds },
      where: {
        type: 'object',
        properties: {
          operation: { type: 'string', examples: ['CreateHIT', 'sqs:ReceiveMessage', '*'] },
          transport: { enum: [...NotificationTransport.values!, '*'] },
          destination: { type: 'string' },
          eventType: { enum: EventType.values },
          account: { type: 'string', pattern: '^\\d{12}$' },
        },
      },
      when: {
        type: 'object',
        properties: {
          probability: { type: 'number', minimum: 0, maximum: 1 },
          nth: { type: 'array', items: { type: 'integer', minimum: 1 } },
          window: {
            type: 'object',
            properties: { from: { type: 'string' }, to: { type: 'string' } },
          },
          phase: { enum: ['before', 'after'] },
        },
      },
      error: { type: 'string' },
      message: { type: 'string' },
      milliseconds: { type: 'number', minimum: 0, maximum: 3_600_000 },
      matched: { type: 'integer', readOnly: true },
      applied: { type: 'integer', readOnly: true },
    },
  },
  Delivery: {
    type: 'object',
    required: ['id', 'account', 'transport', 'destination', 'document', 'status', 'attempts'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      account: { type: 'string', pattern: '^\\d{12}$' },
      transport: { enum: NotificationTransport.values },
      destination: { type: 'string' },
      kind: { enum: ['test', 'life-cycle', 'message'] },
      eventTypes: { type: 'array', items: { enum: EventType.values } },
      eventDocId: { type: 'string', pattern: '^[0-9a-f]{40}$' },
      document: { type: 'string', description: 'Exactly what is sent.' },
      subject: { type: 'string' },
      hitTypeId: { type: 'string' },
      requestId: { type: 'string' },
      createdAt: { type: 'string', format: 'date-time' },
      status: { enum: ['pending', 'sent', 'failed'] },
      attempts: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            at: { type: 'string', format: 'date-time' },
            milliseconds: { type: 'number' },
            outcome: { enum: ['sent', 'failed'] },
            receipt: { type: 'string' },
            error: { type: 'string' },
            faults,
          },
        },
      },
      faults,
      nextAttemptAt: { type: 'string', format: 'date-time' },
      verdict: {
        type: 'object',
        properties: {
          allowed: { type: 'boolean' },
          reason: { type: 'string' },
          suggestedPolicy: { type: 'string', description: 'A policy that would do.' },
        },
      },
    },
  },
}
