import { defaultAccount } from '../../domain/account.js'
import type { InfoView } from './contract.js'
import { crowdPaths } from './openapi-crowds.js'
import { marketPaths } from './openapi-market.js'
import { schemas } from './openapi-schemas.js'
import {
  account,
  deliveries,
  delivery,
  faultRule,
  filter,
  id,
  json,
  jsonBody,
  operation,
  page,
  paging,
  query,
  text,
} from './openapi-words.js'

/** The control API described in OpenAPI 3.1. */
export const openApi = ({ version, endpoint }: InfoView): object => ({
  openapi: '3.1.0',
  info: {
    title: 'mturk-local control API',
    version,
    description:
      'What Amazon Mechanical Turk has no API for: looking at what was sent and received, waiting for it, beginning anew.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: endpoint }],
  // Nothing, or the token that the emulator was started with.
  security: [{}, { token: [] }],
  paths: {
    '/_mturk/health': { get: operation('health', 'Whether the process answers.', json()) },
    '/_mturk/ready': {
      get: operation(
        'ready',
        '200 once the init file has run and while the world can be read, else 503.',
        json(),
      ),
    },
    '/_mturk/info': { get: operation('info', 'What this emulator is like.', json()) },
    '/_mturk/metrics': {
      get: operation('metrics', 'Figures for Prometheus.', {
        200: { description: 'Figures.', content: { 'text/plain': {} } },
      }),
    },
    '/_mturk/reset': {
      post: {
        ...operation('reset', 'Forgets the messages that arrived, or the whole world.', json()),
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { what: { enum: ['messages', 'all'], default: 'messages' } },
                additionalProperties: false,
              },
            },
          },
        },
      },
    },
    '/_mturk/deliveries': {
      get: operation('deliveries', 'A page of the delivery log, newest first.', json(page), [
        ...filter,
        ...paging,
      ]),
    },
    '/_mturk/calls': {
      get: operation('calls', 'The latest calls of the requester’s API, newest first.', json(), [
        account,
        query('operation', { type: 'string' }),
        query('outcome', { enum: ['answered', 'refused'] }),
        text,
        ...paging,
      ]),
      post: {
        ...operation('ask', 'Asks the requester’s API on an account’s behalf.', json()),
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['operation', 'input'],
                properties: {
                  operation: { type: 'string' },
                  input: { type: 'object' },
                  account: { type: 'string', pattern: '^\\d{12}$', default: defaultAccount },
                },
                additionalProperties: false,
              },
            },
          },
        },
      },
    },
    '/_mturk/calls/{id}': {
      get: operation('call', 'One call, with request and reply.', json(), [id]),
    },
    '/_mturk/deliveries/wait': {
      get: operation(
        'waitForDeliveries',
        'Answers as soon as so many deliveries that fit are in the log, or when the time is over.',
        json({
          type: 'object',
          properties: { complete: { type: 'boolean' }, deliveries: deliveries },
        }),
        [
          ...filter,
          query('count', { type: 'integer', minimum: 1, default: 1 }),
          query(
            'timeout',
            { type: 'integer', minimum: 0, maximum: 600_000, default: 10_000 },
            'In milliseconds.',
          ),
        ],
      ),
    },
    '/_mturk/deliveries/{id}': {
      get: operation('delivery', 'One delivery, whole.', json(delivery), [id]),
    },
    '/_mturk/deliveries/{id}/redeliver': {
      post: operation(
        'redeliver',
        'Sends the same document once more and answers when that try is over.',
        json(delivery),
        [id],
      ),
    },
    '/_mturk/mailbox': {
      get: operation('mailbox', 'The mails that arrived, newest first.', json()),
      delete: operation('clearMailbox', 'Forgets the mails.', { 204: { description: 'Gone.' } }),
    },
    '/_mturk/mailbox/{id}': { get: operation('mail', 'One mail, parsed.', json(), [id]) },
    '/_mturk/mailbox/{id}/source': {
      get: operation(
        'mailSource',
        'One mail as it came.',
        { 200: { description: 'The mail.', content: { 'message/rfc822': {} } } },
        [id],
      ),
    },
    '/_mturk/queues': {
      get: operation(
        'queues',
        'The built-in queues with their messages; none is consumed.',
        json(),
      ),
    },
    '/_mturk/topics': {
      get: operation(
        'topics',
        'The built-in topics with their subscriptions and what was published lately.',
        json(),
      ),
    },
    '/_mturk/faults': {
      get: operation('faults', 'What is to go wrong, and how often each rule has struck.', json()),
      put: {
        ...operation('setFaults', 'Has these rules instead, and counts anew.', json()),
        requestBody: jsonBody({
          type: 'object',
          required: ['rules'],
          properties: { rules: { type: 'array', items: faultRule }, seed: { type: 'string' } },
        }),
      },
      post: {
        ...operation('addFault', 'Adds a rule, or replaces the one with its ID.', {
          201: { description: 'The rule, with its ID.' },
        }),
        requestBody: jsonBody(faultRule),
      },
      delete: operation('clearFaults', 'Takes all rules away.', { 204: { description: 'Gone.' } }),
    },
    '/_mturk/faults/{id}': {
      delete: operation('removeFault', 'Takes one rule away.', { 204: { description: 'Gone.' } }, [
        id,
      ]),
    },
    ...marketPaths,
    ...crowdPaths,
    '/_mturk/settled': {
      get: operation(
        'settled',
        'Answers when nothing is on its way any more: neither deliveries nor what topics pass on.',
        json(),
      ),
    },
    '/_mturk/stream': {
      get: operation('stream', 'Everything that happens from now on, as server-sent events.', {
        200: { description: 'Events.', content: { 'text/event-stream': {} } },
      }),
    },
  },
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    schemas,
  },
})
