import { join } from 'node:path'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import type { Clock } from '../../src/core/clock.js'
import { systemRandom } from '../../src/core/random.js'
import type { Config } from '../../src/index.js'
import { ControlClient } from '../../src/server/control/client.js'
import { createAccessControl, sessionLifetime } from '../../src/server/security/access-control.js'
import { htmlQuestion } from '../browser/worker-site.js'
import { createTempFolder, startTestEmulator, type TestEmulator } from '../support/setup.js'

const token = 'a-secret-of-the-test'
const workerToken = 'a-secret-for-workers'

async function startWithTokens(options: Partial<Config> = {}) {
  const emulator = await startTestEmulator({ token, workerToken, ...options })
  const logIn = async (as = token) =>
    (await new ControlClient(emulator.endpoint, { token: as }).request('POST /_mturk/sessions'))
      .session
  return { ...emulator, logIn, http: supertest(emulator.endpoint) }
}

const bearer = (value: string) => ({ authorization: `Bearer ${value}` })

/** Access control of another process with the same token and store, some milliseconds ago. */
function accessControlAgo(
  { marketplace: { store } }: Pick<TestEmulator, 'marketplace'>,
  milliseconds: number,
) {
  const clock: Clock = { now: () => new Date(Date.now() - milliseconds) }
  return createAccessControl({ token, workerToken, store, clock, random: systemRandom })!
}

test('a session takes the place of the token, which it does not contain', async () => {
  const { http } = await startWithTokens()

  const { status, body, headers } = await http
    .post('/_mturk/sessions')
    .set({ ...bearer(token), 'content-type': 'application/json' })

  expect([status, body.scope]).toEqual([201, 'all'])
  expect(body.session).not.toContain(token)
  expect(headers).not.toHaveProperty('set-cookie')
  expect((await http.get('/_mturk/mailbox').set(bearer(body.session))).status).toBe(200)
})

test('a session is no cookie, no query parameter, and not accepted when changed', async () => {
  const { http, logIn } = await startWithTokens()
  const session = await logIn()
  const [expires, ...rest] = session.split('.')
  const later = [(Number.parseInt(expires!, 36) + 1).toString(36), ...rest].join('.')

  for (const [query, headers] of [
    [`?token=${session}`, {}],
    [`?ticket=${session}`, {}],
    ['', { cookie: `mturk-local-session=${session}` }],
    ['', bearer(later)],
    ['', bearer(session.slice(0, -1))],
    ['', bearer(`${session}0`)],
  ] as const)
    expect((await http.get(`/_mturk/mailbox${query}`).set(headers)).status).toBe(401)
})

test('a session ends after 12 hours, and begins no other', async () => {
  const emulator = await startWithTokens()
  const { http, logIn } = emulator
  const old = await accessControlAgo(emulator, sessionLifetime - 60_000).createSession('all')
  const ended = await accessControlAgo(emulator, sessionLifetime + 1).createSession('all')

  expect((await http.get('/_mturk/mailbox').set(bearer(old.session))).status).toBe(200)
  expect((await http.get('/_mturk/mailbox').set(bearer(ended.session))).status).toBe(401)
  const renewal = await http
    .post('/_mturk/sessions')
    .set({ ...bearer(await logIn()), 'content-type': 'application/json' })
  expect([renewal.status, renewal.body.error]).toEqual([403, 'TokenRequired'])
})

test('a session of one token is none of another', async () => {
  const { http, marketplace } = await startWithTokens()
  const other = createAccessControl({
    store: marketplace.store,
    token: 'another-secret-of-it',
    workerToken: undefined,
    clock: { now: () => new Date() },
    random: systemRandom,
  })!

  const { session } = await other.createSession('all')

  expect((await http.get('/_mturk/mailbox').set(bearer(session))).status).toBe(401)
})

/** An emulator with a HIT whose page needs a ticket. */
async function startWithQuestion(options: Partial<Config> = {}) {
  const emulator = await startWithTokens(options)
  const { HITId } = await emulator.createHit({ Question: htmlQuestion('<p>Which cat?</p>') })
  const path = `/worker/question/${HITId}?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=${HITId}`
  const session = await emulator.logIn(workerToken)
  const client = new ControlClient(emulator.endpoint, { token: session })
  const createTicket = async () =>
    (await client.request('POST /_mturk/tickets', { body: { path } })).path
  return { ...emulator, path, createTicket }
}

test('a ticket used twice is refused', async () => {
  const { http, createTicket } = await startWithQuestion()
  const path = await createTicket()

  const first = await http.get(path)
  const second = await http.get(path)

  expect([first.status, first.text]).toEqual([200, '<p>Which cat?</p>'])
  expect([second.status, second.type]).toEqual([401, 'text/html'])
  expect(second.text).toContain('This address is valid once, and for a short time.')
})

test('two processes on one database accept a ticket once between them', async () => {
  const data = join(createTempFolder(), 'world.db')
  const emulator = await startWithQuestion({ data })
  const { path, http, createTicket } = emulator
  const other = accessControlAgo(emulator, 0)
  const ticketPath = await createTicket()

  const uses = await Promise.all([
    http.get(ticketPath).then(({ status }) => status === 200),
    other.useTicket(ticketPath.split('ticket=')[1]!, path).then((access) => access !== undefined),
  ])

  expect(uses.filter(Boolean)).toHaveLength(1)
})

test('a ticket is for one address, and for nothing else', async () => {
  const { http, path, createTicket, createHit } = await startWithQuestion()
  const { HITId } = await createHit({ Question: htmlQuestion('<p>Which dog?</p>') })
  const ticketPath = await createTicket()
  const [ticket] = ticketPath.split('ticket=').slice(1)

  for (const each of [
    path,
    `/worker/question/${HITId}?ticket=${ticket}`,
    `${path}&workerId=A1&ticket=${ticket}`,
    `${ticketPath}&workerId=A1`,
    `/_mturk/mailbox?ticket=${ticket}`,
  ])
    expect([each, (await http.get(each)).status]).toEqual([each, 401])
  expect((await http.get('/_mturk/mailbox').set(bearer(ticket!))).status).toBe(401)
  expect((await http.get(ticketPath)).status).toBe(200)
})

test('the HTML of a mail is read with a ticket, which the worker token does not give', async () => {
  const { http, control, endpoint, logIn, mailbox } = await startWithTokens()
  const source = 'Content-Type: text/html\r\n\r\n<p>For you</p>\r\n'
  mailbox.accept(Buffer.from(source), { from: 'a@example.com', to: ['b@example.com'] })
  const path = `/_mturk/mailbox/${mailbox.all()[0]!.id}/html`
  const worker = new ControlClient(endpoint, { token: await logIn(workerToken) })

  const ticket = await control.request('POST /_mturk/tickets', { body: { path } })

  expect((await http.get(ticket.path)).text).toContain('<p>For you</p>')
  expect((await http.get(ticket.path)).status).toBe(401)
  await expect(worker.request('POST /_mturk/tickets', { body: { path } })).rejects.toMatchObject({
    status: 403,
  })
})

test('a ticket is valid for 30 seconds', async () => {
  const emulator = await startWithQuestion()
  const { http, path } = emulator
  const early = await accessControlAgo(emulator, 20_000).createTicket('worker', path)
  const late = await accessControlAgo(emulator, 30_001).createTicket('worker', path)

  expect((await http.get(`${path}&ticket=${late}`)).status).toBe(401)
  expect((await http.get(`${path}&ticket=${early}`)).status).toBe(200)
})

test.each(['/_mturk/mailbox', '/console', '//evil.example/worker/question/X', '/worker/question'])(
  'there is no ticket for %s',
  async (path) => {
    const { endpoint } = await startWithTokens()

    await expect(
      new ControlClient(endpoint, { token }).request('POST /_mturk/tickets', { body: { path } }),
    ).rejects.toMatchObject({ status: 400 })
  },
)

test('without a configured token there are no sessions and no tickets', async () => {
  const { control } = await startTestEmulator()

  await expect(control.request('POST /_mturk/sessions')).rejects.toMatchObject({
    status: 409,
    message: 'This mturk-local requires no token.',
  })
})
