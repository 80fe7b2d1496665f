import { once } from 'node:events'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { runCli, startCli } from '../support/cli.js'
import { startTestEmulator } from '../support/setup.js'

const token = 'a-secret-of-the-test'
/** A loopback address that the program takes for a public one, so that the test opens no port to other machines. */
const loopback = '127.1'

async function startWithToken() {
  const emulator = await startTestEmulator({ token })
  return { ...emulator, http: supertest(emulator.endpoint) }
}

test.each([
  ['no credentials', {}],
  ['another token', { authorization: 'Bearer another-secret-of-it' }],
  ['a part of the token', { authorization: `Bearer ${token.slice(0, -1)}` }],
  ['more than the token', { authorization: `Bearer ${token}s` }],
  ['another scheme', { authorization: `Basic ${token}` }],
  ['the token as a cookie', { cookie: `mturk-local=${token}` }],
  ['the token in the query', {}, '?token=a-secret-of-the-test'],
])('the control API refuses %s', async (_, headers, query = '') => {
  const { http } = await startWithToken()

  const { status, body } = await http.get(`/_mturk/mailbox${query}`).set(headers)

  expect([status, body]).toEqual([
    401,
    {
      error: 'Unauthorized',
      message: 'This mturk-local requires a token: send "Authorization: Bearer …".',
    },
  ])
})

test('the control API and the pages of HITs need the token, health and readiness do not', async () => {
  const { http } = await startWithToken()
  const paths = [
    '/worker/question/X',
    '/_mturk/stream',
    '/_mturk/info',
    '/_mturk/sessions',
    '/other',
  ]

  const statuses = await Promise.all(paths.map(async (path) => (await http.get(path)).status))

  expect(statuses).toEqual(paths.map(() => 401))
  expect((await http.post('/_mturk/sessions')).status).toBe(401)
  expect((await http.get('/_mturk/health').set('host', '10.1.2.3:6887')).body).toEqual({
    status: 'ok',
  })
  expect((await http.get('/_mturk/ready')).body).toEqual({ ready: true })
})

test.each(['/console', '/worker', '/worker/A1WORKER/hits'])(
  'the page %s is the same file for everyone, and sets no cookie',
  async (path) => {
    const { http } = await startWithToken()
    const { http: open } = await startTestEmulator().then(({ endpoint }) => ({
      http: supertest(endpoint),
    }))

    const answer = await http.get(path)

    expect([answer.status, answer.text]).toEqual([200, (await open.get(path)).text])
    expect(answer.headers).not.toHaveProperty('set-cookie')
  },
)

test('the control client sends its token', async () => {
  const { endpoint } = await startWithToken()

  expect(await new ControlClient(endpoint, { token }).request('GET /_mturk/info')).toMatchObject({
    endpoint,
  })
  await expect(new ControlClient(endpoint).request('GET /_mturk/info')).rejects.toThrow(
    'requires a token',
  )
})

test('with a token any IP address is allowed as the host, but no other name', async () => {
  const { http } = await startWithToken()
  const authorization = `Bearer ${token}`

  const statuses = await Promise.all(
    ['192.168.1.20:6887', '[fe80::1]:6887', 'evil.example:6887'].map(
      async (host) => (await http.get('/_mturk/info').set({ host, authorization })).status,
    ),
  )

  expect(statuses).toEqual([200, 200, 403])
})

test.each(['short', 'has a space in the middle', 'x'.repeat(201), `ümlaut-${token}`])(
  'the token %j is refused and not repeated',
  async (bad) => {
    const { code, err, out } = await runCli(['start', '--token', bad])

    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('--token cannot be what was given. Give 16 to 200 letters')
    expect(err).not.toContain(bad)
  },
)

const workerToken = 'a-secret-for-workers'

async function startWithWorkerToken() {
  const emulator = await startTestEmulator({ token, workerToken })
  return { ...emulator, http: supertest(emulator.endpoint) }
}

test('the worker token and its sessions allow the worker API only', async () => {
  const { endpoint, http } = await startWithWorkerToken()
  const { session } = await new ControlClient(endpoint, { token: workerToken }).request(
    'POST /_mturk/sessions',
  )
  const asWorker = [workerToken, session].map((each) => ({ authorization: `Bearer ${each}` }))

  for (const credentials of asWorker) {
    const { body } = await http.get('/_mturk/workers/A1WORKER').set(credentials)
    expect(body.isEditable).toBe(false)
    expect((await http.get('/_mturk/workers/A1WORKER/groups').set(credentials)).status).toBe(200)
    for (const path of [
      '/_mturk/info',
      '/_mturk/mailbox',
      '/_mturk/stream',
      '/_mturk/workers',
      '/_mturk/workersX/A1WORKER',
      '/_mturk/crowds',
      '/_mturk/clock',
      '/_mturk//mailbox',
      '/_mturk/workers/../mailbox',
    ])
      expect([path, (await http.get(path).set(credentials)).status]).toEqual([
        path,
        expect.toBeOneOf([401, 404]),
      ])
    // This path is a page of the worker site.
    const odd = await http.get('/worker/../_mturk/mailbox').set(credentials)
    expect(odd.text).toContain('/worker/assets/')
    for (const path of [
      '/_mturk/workers/A1WORKER',
      '/_mturk/workers/A1WORKER/',
      '/_mturk/workers/A1WORKER//',
    ])
      expect((await http.put(path).set(credentials).send({ master: true })).status).toBe(401)
    expect(
      (await http.post('/_mturk/clock/advance').set(credentials).send({ by: 'P1D' })).status,
    ).toBe(401)
  }
})

test('without a worker token the worker API requires the token', async () => {
  const { http } = await startWithToken()
  const path = '/_mturk/workers/A1WORKER'

  expect((await http.get(path)).status).toBe(401)
  expect((await http.get(path).set({ authorization: `Bearer ${token}` })).status).toBe(200)
})

test.each([
  ['alone', ['--worker-token', workerToken], 'Give --token too'],
  [
    'the same token twice',
    ['--worker-token', token, '--token', token],
    'Give two different tokens',
  ],
])('a worker token that is not possible is refused: %s', async (_, flags, words) => {
  const { code, err, out } = await runCli(['start', '--port', '0', '--smtp-port', '0', ...flags])

  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(words)
  expect(err).not.toContain(token)
})

test('an emulator that other machines can reach prints a warning', async () => {
  const open = await startCli(['--host', loopback])
  open.child.kill('SIGTERM')
  await once(open.child, 'close')
  const output = open.stderr()

  expect(output).toContain('WARNING: the emulator listens on 127.1, not only for this machine.')
  expect(output).toContain('--token')
  expect(output).toContain('--credentials')
})

test('with a token the warning names what is still open, and never the token', async () => {
  const { child, endpoint, banner, stderr } = await startCli(['--host', loopback], {
    MTURK_LOCAL_TOKEN: token,
  })
  const status = await runCli(['status', '--endpoint', endpoint], { MTURK_LOCAL_TOKEN: token })
  const without = await runCli(['status', '--endpoint', endpoint])
  const info = await new ControlClient(endpoint, { token }).request('GET /_mturk/info')
  child.kill('SIGTERM')
  await once(child, 'close')
  const output = stderr()

  expect([status.code, without.code]).toEqual([0, 1])
  expect(without.err).toContain('requires a token')
  expect(output).toContain('--credentials')
  expect(output).not.toContain('--token')
  expect(banner + output + status.out + JSON.stringify(info)).not.toContain(token)
})
