import supertest from 'supertest'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

test.each([
  ['limit=0', 'limit: must be at least 1, not "0".'],
  ['limit=1001', 'limit: must be at most 1000, not "1001".'],
  ['limit=1.5', 'limit: must be a whole number, not "1.5".'],
  ['limit=many', 'limit: must be a number, not "many".'],
  ['total=perhaps', 'total: must be true or false, not "perhaps".'],
  ['account=12', 'account: must be 12 digits, not "12".'],
  ['destination=a&destination=b', 'destination: must be a single text, not ["a","b"].'],
  ['transport=Pigeon', 'transport: must be one of Email, SQS, SNS, not "Pigeon".'],
  [
    'colour=red',
    'There is no query parameter "colour": there are account, transport, destination, status, kind, eventType, text, limit, after, offset, total.',
  ],
  [
    'limit=0&status=lost',
    'status: must be one of pending, sent, failed, not "lost". limit: must be at least 1, not "0".',
  ],
])('GET /_mturk/deliveries?%s is refused with a sentence', async (query, message) => {
  const { endpoint } = await startTestEmulator()

  const { status, body } = await supertest(endpoint).get(`/_mturk/deliveries?${query}`)

  expect([status, body]).toEqual([400, { error: 'BadRequest', message }])
})

test.each([
  ['POST /_mturk/reset', { scope: 'some' }, 'scope: must be one of messages, all, not "some".'],
  ['POST /_mturk/reset', { what: 'all' }, 'There is no body member "what": there are scope.'],
  ['POST /_mturk/reset', [], 'The body must be an object.'],
  ['POST /_mturk/calls', { operation: 'GetHIT' }, 'The body member "input" is missing.'],
  [
    'PUT /_mturk/workers/A1',
    { locale: { Country: 'Germany', City: 'Berlin' } },
    'locale.Country: must be at most 2 characters long, not "Germany". There is no body member "locale.City".',
  ],
  ['POST /_mturk/clock/advance', {}, 'Give either "by" or "to".'],
  [
    'POST /_mturk/clock/advance',
    { to: 'tomorrow' },
    'to: must be an instant in ISO 8601, such as 2026-01-31T12:00:00Z, not "tomorrow".',
  ],
  [
    'POST /_mturk/clock/advance',
    { by: '-PT1H' },
    'The clock shows 2026-01-01T00:00:00.000Z and cannot be moved to "-PT1H". Give a duration such as PT1H or P3D, or a later instant.',
  ],
  ['PUT /_mturk/accounts/me/balance', { available: '1' }, 'account: must be 12 digits, not "me".'],
  [
    'PUT /_mturk/faults',
    { rules: [5] },
    'rules.0: must be a rule in words or as an object, not 5.',
  ],
  ['POST /_mturk/crowds/x/stop', { now: true }, 'There is no body member "now".'],
])('%s with %j is refused with a sentence', async (route, input, message) => {
  const { endpoint } = await startTestEmulator()
  const [method, path] = route.split(' ') as ['POST' | 'PUT', string]

  const { status, body } = await supertest(endpoint)
    [method === 'POST' ? 'post' : 'put'](path)
    .send(input)

  expect([status, body]).toEqual([400, { error: 'BadRequest', message }])
})

test.each([
  '/_mturk/info',
  '/_mturk/clock',
  '/_mturk/crowds',
  '/_mturk/stream',
  '/_mturk/metrics',
  '/_mturk/ready',
  '/_mturk/workers/A1WORKER',
])('an unknown query parameter of %s is refused too', async (path) => {
  const { endpoint } = await startTestEmulator()

  const { status, body } = await supertest(endpoint).get(`${path}?colour=red`)

  expect([status, body]).toEqual([
    400,
    { error: 'BadRequest', message: 'There is no query parameter "colour".' },
  ])
})

test.each([
  ['application/json', '{"scope":', 400, 'BadRequest', 'The body is not valid JSON.'],
  [
    'text/plain',
    '{"scope":"all"}',
    400,
    'BadRequest',
    'Send "Content-Type: application/json" with every POST, PUT and DELETE, with or without a body.',
  ],
  [
    'application/json',
    `{"scope":"${'x'.repeat(200_000)}"}`,
    413,
    'BodyTooLarge',
    'The body is too large: give at most 102400 bytes.',
  ],
])('a body that cannot be read is refused: %s, %#', async (type, text, status, error, message) => {
  const { endpoint } = await startTestEmulator()

  const response = await supertest(endpoint)
    .post('/_mturk/reset')
    .set('content-type', type)
    .send(text)

  expect([response.status, response.body]).toEqual([status, { error, message }])
})

test('a path that is not percent-encoded UTF-8 is refused', async () => {
  const { endpoint } = await startTestEmulator()

  const response = await fetch(`${endpoint}/_mturk/deliveries/%E0%A4%A`)

  expect([response.status, await response.json()]).toEqual([
    400,
    { error: 'BadRequest', message: 'The path is not percent-encoded UTF-8.' },
  ])
})

test('null counts as no body, as Go sends it for an empty value', async () => {
  const { endpoint } = await startTestEmulator()

  const { status } = await supertest(endpoint)
    .delete('/_mturk/faults')
    .set('content-type', 'application/json')
    .send('null')

  expect(status).toBeLessThan(300)
})
