import { HITStatus } from '../../domain/shapes/HIT.js'
import { account, id, json, operation, paging, query, text } from './openapi-words.js'

const status = (...values: readonly string[]) => query('status', { enum: values })
const hit = {
  type: 'object',
  required: ['account', 'id', 'hitTypeId', 'status', 'expiration'],
  properties: {
    account: { type: 'string', pattern: '^\\d{12}$' },
    id: { type: 'string' },
    hitTypeId: { type: 'string' },
    hitGroupId: { type: 'string' },
    status: { enum: HITStatus.values },
    createdAt: { type: 'string', format: 'date-time' },
    expiration: { type: 'string', format: 'date-time' },
    maxAssignments: { type: 'integer' },
    pending: { type: 'integer' },
    submitted: { type: 'integer' },
    completed: { type: 'integer' },
  },
}

/** The marketplace as whoever looks on sees it, as far as OpenAPI tells of paths. */
export const marketPaths = {
  '/_mturk/hits': {
    get: operation(
      'hits',
      'The HITs of all requesters, newest first, disposed ones too.',
      json({ type: 'object', properties: { hits: { type: 'array', items: hit } } }),
      [
        text,
        account,
        query('hitTypeId', { type: 'string' }),
        status(...HITStatus.values!),
        ...paging,
      ],
    ),
  },
  '/_mturk/hits/{id}': {
    get: operation(
      'hit',
      'One HIT with its question, its history and its HIT type.',
      json({ type: 'object', properties: { hit, hitType: { type: 'object' } } }),
      [id],
    ),
  },
  '/_mturk/hits/{id}/assignments': {
    get: operation(
      'assignments',
      'Its assignments in every state, those submitted last first.',
      json(),
      [id, ...paging],
    ),
  },
  '/_mturk/hit-types': {
    get: operation(
      'hitTypes',
      'HIT types with their notification settings, which MTurk lets be set and not read.',
      json(),
      [text, account, ...paging],
    ),
  },
  '/_mturk/hit-types/{id}': {
    get: operation('hitType', 'One HIT type with its notification settings.', json(), [id]),
  },
  '/_mturk/qualification-types': {
    get: operation(
      'qualificationTypes',
      'Qualification types, with how many have them and how many wait.',
      json(),
      [text, account, status('Active', 'Inactive', 'Disposing'), ...paging],
    ),
  },
  '/_mturk/qualification-types/{id}': {
    get: operation('qualificationType', 'One qualification type.', json(), [id]),
  },
  '/_mturk/qualification-types/{id}/qualifications': {
    get: operation('qualifications', 'Who has it, or had it.', json(), [
      id,
      status('Granted', 'Revoked'),
      ...paging,
    ]),
  },
  '/_mturk/qualification-types/{id}/requests': {
    get: operation('qualificationRequests', 'Who asked for it.', json(), [
      id,
      status('Testing', 'Pending', 'Granted', 'Rejected'),
      ...paging,
    ]),
  },
}
