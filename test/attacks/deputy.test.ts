import supertest from 'supertest'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../support/setup.js'

/** What SNS sends with every message. */
const snsHeaders = { 'x-amz-sns-message-type': 'Notification', 'x-amz-sns-topic-arn': 'arn:x' }

async function startWithWork() {
  const emulator = await startTestEmulator()
  const { HITId } = await emulator.createHit()
  const { id } = await emulator.control.accept('A1WORKER', HITId!)
  emulator.queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  return { ...emulator, assignmentId: id, http: supertest(emulator.endpoint) }
}

test('the control API, submissions and pages refuse the messages of a topic', async () => {
  const { http, assignmentId, marketplace, queues } = await startWithWork()
  const json = { ...snsHeaders, 'content-type': 'application/json' }

  const answers = await Promise.all([
    http.post('/_mturk/reset').set(json).send({ scope: 'all' }),
    http.post('/mturk/externalSubmit').set(snsHeaders).type('form').send({ assignmentId }),
    http.post(`/mturk/externalSubmit?assignmentId=${assignmentId}`).set(snsHeaders).send('{}'),
    http.get('/console').set(snsHeaders),
    http.get('/_mturk/health').set(snsHeaders),
  ])

  expect(answers.map(({ status, body }) => [status, body.error])).toEqual(
    answers.map(() => [403, 'ForbiddenNotification']),
  )
  expect(queues.all()).toHaveLength(1)
  const [assignment] = await marketplace.store.transaction((tx) =>
    tx.assignments.list({ id: assignmentId }),
  )
  expect(assignment?.record.status).toBe('Accepted')
})

test.each([
  ['post', '/_mturk/reset'],
  ['post', '/_mturk/workers/A1WORKER/assignments/A/return'],
  ['put', '/_mturk/workers/A1WORKER'],
  ['delete', '/_mturk/faults'],
] as const)(
  'the control API refuses %s %s without the type of JSON, also when empty',
  async (method, path) => {
    const { http } = await startWithWork()

    const empty = await http[method](path)
    const plain = await http[method](path).type('text/plain').send('{"scope":"all"}')
    const form = await http[method](path).type('form').send('scope=all')

    expect([empty, plain, form].map(({ status, body }) => [status, body.message])).toEqual(
      [empty, plain, form].map(() => [
        400,
        'Send "Content-Type: application/json" with every POST, PUT and DELETE, with or without a body.',
      ]),
    )
  },
)

test('a file is uploaded with any type, and from no other origin', async () => {
  const { http, assignmentId } = await startWithWork()
  const path = `/_mturk/workers/A1WORKER/assignments/${assignmentId}/files/none`

  const own = await http.put(path).type('image/png').send('x')
  const foreign = await http
    .put(path)
    .type('image/png')
    .set('origin', 'http://127.0.0.1:1')
    .send('x')

  expect([own.body.error, foreign.body.error]).not.toContain('BadRequest')
  expect(foreign.status).toBe(403)
})
