import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
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

test('every page and the control API need the token, except health and readiness', async () => {
  const { http } = await startWithToken()
  const paths = ['/', '/console', '/worker', '/worker/question/X', '/_mturk/stream', '/_mturk/info']

  const statuses = await Promise.all(paths.map(async (path) => (await http.get(path)).status))

  expect(statuses).toEqual(paths.map(() => 401))
  expect((await http.get('/_mturk/health').set('host', '10.1.2.3:6887')).body).toEqual({
    status: 'ok',
  })
  expect((await http.get('/_mturk/ready')).body).toEqual({ ready: true })
})

test('the control client sends its token', async () => {
  const { endpoint } = await startWithToken()

  expect(await new ControlClient(endpoint, { token }).request('GET /_mturk/info')).toMatchObject({
    endpoint,
  })
  await expect(new ControlClient(endpoint).request('GET /_mturk/info')).rejects.toThrow(
    'requires a token',
  )
})

test('a login link sets a cookie, and the token does not stay in the address', async () => {
  const { http } = await startWithToken()

  const { status, headers } = await http.get(`/?a=1&token=${token}`)
  const [cookie] = headers['set-cookie'] as unknown as [string]

  expect([status, headers.location]).toEqual([303, '/?a=1'])
  expect(cookie).toMatch(/^mturk-local-[0-9a-f]{12}=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(cookie).not.toContain(token)
  const credentials = { cookie: `other=1; ${cookie.split(';')[0]}` }
  expect((await http.get('/console').set(credentials)).status).toBe(200)
  expect((await http.get('/_mturk/mailbox').set(credentials)).status).toBe(200)
})

test('a page of another site cannot use the cookie', async () => {
  const { http, endpoint, queues } = await startWithToken()
  queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  const { headers } = await http.get(`/?token=${token}`)
  const cookie = (headers['set-cookie'] as unknown as [string])[0].split(';')[0]!
  const other = new URL(endpoint)
  other.port = '1'

  for (const origin of ['null', 'http://evil.example', other.origin])
    expect(
      (await http.post('/_mturk/reset').set({ cookie, origin }).send({ scope: 'all' })).status,
    ).toBe(403)
  for (const site of ['cross-site', 'same-site'])
    expect((await http.get('/_mturk/mailbox').set({ cookie, 'sec-fetch-site': site })).status).toBe(
      403,
    )
  expect(queues.all()).toHaveLength(1)
})

test.each(['//evil.example/', '/.//evil.example/', '/\\evil.example/', '/%2F/evil.example'])(
  'a login link to %s does not redirect to another host',
  async (path) => {
    const { endpoint } = await startWithToken()
    const { hostname, port, host } = new URL(endpoint)

    const answer = await new Promise<IncomingMessage>((resolve) => {
      get({ hostname, port, path: `${path}?token=${token}`, agent: false }, resolve)
    })
    answer.resume()

    expect(answer.statusCode).toBe(303)
    expect(new URL(answer.headers.location!, endpoint).host).toBe(host)
  },
)

test('a page without a token shows a login form, which does not repeat a wrong token', async () => {
  const { http } = await startWithToken()

  const { status, text, headers } = await http.get('/?token=%3Cscript%3Ewrong')

  expect([status, headers['content-type']]).toEqual([401, 'text/html; charset=utf-8'])
  expect(text).toContain('name="token"')
  expect(text).not.toContain('wrong')
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

test('the worker token allows the worker site and the worker API only', async () => {
  const { http } = await startWithWorkerToken()
  const { headers } = await http.get(`/worker/A1WORKER/hits?token=${workerToken}`)
  const [cookie] = headers['set-cookie'] as unknown as [string]
  const asWorker = [{ cookie: cookie.split(';')[0]! }, { authorization: `Bearer ${workerToken}` }]

  expect(cookie).not.toContain(workerToken)
  for (const credentials of asWorker) {
    const { body } = await http.get('/_mturk/workers/A1WORKER').set(credentials)
    expect(body.isEditable).toBe(false)
    for (const path of ['/worker', '/worker/A1WORKER/hits', '/_mturk/workers/A1WORKER/groups'])
      expect([path, (await http.get(path).set(credentials)).status]).toEqual([path, 200])
    for (const path of [
      '/',
      '/console',
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

test('a login link with the worker token does not open the console, one with the token opens both', async () => {
  const { http } = await startWithWorkerToken()

  expect((await http.get(`/console?token=${workerToken}`)).status).toBe(401)
  const { headers } = await http.get(`/worker?token=${token}`)
  const cookie = (headers['set-cookie'] as unknown as [string])[0].split(';')[0]!
  for (const path of ['/worker', '/console', '/_mturk/info'])
    expect([path, (await http.get(path).set({ cookie })).status]).toEqual([path, 200])
})

test('without a worker token the worker site requires the token', async () => {
  const { http } = await startWithToken()

  expect((await http.get('/worker')).status).toBe(401)
  expect((await http.get('/worker').set({ authorization: `Bearer ${token}` })).status).toBe(200)
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
