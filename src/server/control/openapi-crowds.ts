import { z } from 'zod'
import { crowdSchema } from '../../mturk/simulation/crowd-schema.js'
import { json, jsonBody, operation, query } from './openapi-words.js'

const crowd = json({ $ref: '#/components/schemas/Crowd' })
const name = {
  name: 'name',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
}

/** Simulated workers, as far as OpenAPI tells of paths. */
export const crowdPaths = {
  '/_mturk/crowds': {
    get: operation(
      'crowds',
      'The crowds of simulated workers, in the order they were made.',
      json({
        type: 'object',
        properties: { crowds: { type: 'array', items: { $ref: '#/components/schemas/Crowd' } } },
      }),
    ),
  },
  '/_mturk/crowds/{name}': {
    get: operation('crowd', 'One crowd: what it did so far, and what it does now.', crowd, [name]),
    put: {
      ...operation('putCrowd', 'Makes a crowd, or changes one.', crowd, [name]),
      requestBody: jsonBody({ $ref: '#/components/schemas/CrowdSettings' }),
    },
    delete: operation(
      'removeCrowd',
      'Forgets a crowd; what its workers did stays.',
      { 204: { description: 'Gone.' } },
      [name],
    ),
  },
  '/_mturk/crowds/{name}/workers': {
    get: operation('crowdWorkers', 'Who is in a crowd, and what each does now.', json(), [
      name,
      query('limit', { type: 'integer', minimum: 1, maximum: 1000, default: 100 }),
      query('after', { type: 'integer', minimum: 1 }, 'The `next` of the page before.'),
    ]),
  },
  '/_mturk/crowds/{name}/stop': {
    post: operation('stopCrowd', 'Nobody comes any more; whoever works finishes.', crowd, [name]),
  },
  '/_mturk/crowds/{name}/start': {
    post: operation('startCrowd', 'They come again.', crowd, [name]),
  },
}

const count = { type: 'integer', minimum: 0 }
const counts = (...names: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((each) => [each, count])),
})

export const crowdSchemas = {
  CrowdSettings: z.toJSONSchema(crowdSchema, { io: 'input', unrepresentable: 'any' }),
  Crowd: {
    type: 'object',
    required: ['name', 'state', 'startedAt', 'settings', 'did', 'now'],
    properties: {
      name: { type: 'string' },
      state: { enum: ['running', 'stopped'] },
      startedAt: { type: 'string', format: 'date-time' },
      settings: { type: 'object' },
      did: counts(
        'visits',
        'emptyVisits',
        'accepted',
        'submitted',
        'badSubmissions',
        'returned',
        'abandoned',
        'errors',
        'approved',
        'rejected',
      ),
      now: counts('away', 'looking', 'working'),
      next: { type: 'string', format: 'date-time' },
      trouble: {
        type: 'object',
        properties: {
          workerId: { type: 'string' },
          at: { type: 'string', format: 'date-time' },
          message: { type: 'string' },
        },
      },
      templates: { type: 'array', items: { type: 'object' } },
    },
  },
}
