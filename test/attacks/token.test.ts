import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { ControlClient } from '../../src/control/client.js'
import { startBench } from '../support/emulator.js'
import { run, start } from '../support/program.js'

const token = 'a-secret-of-the-test'
/** A spelling that the program does not know for loopback: a test opens nothing to other machines. */
const loopback = '127.1'

async function startGuarded() {
  const bench = await startBench({ token })
  return { ...bench, http: supertest(bench.endpoint) }
}

test.each([
  ['nothing', {}],
  ['another token', { authorization: 'Bearer another-secret-of-it' }],
  ['a part of it', { authorization: `Bearer ${token.slice(0, -1)}` }],
  ['more than it', { authorization: `Bearer ${token}s` }],
  ['another scheme', { authorization: `Basic ${token}` }],
  ['the token as a cookie', { cookie: `mturk-local=${token}` }],
  ['the token in the query', {}, '?token=a-secret-of-the-test'],
])('the control API does not open to %s', async (_, headers, query = '') => {
  const { http } = await startGuarded()

  const { status, body } = await http.get(`/_mturk/mailbox${query}`).set(headers)

  expect([status, body]).toEqual([
    401,
    {
      error: 'Unauthorized',
      message: 'This mturk-local asks for its token: send it as "Authorization: Bearer …".',
    },
  ])
})

test('no path of the pages and of the control API is left out, but that it is there', async () => {
  const { http } = await startGuarded()
  const paths = ['/', '/console', '/worker', '/worker/question/X', '/_mturk/stream', '/_mturk/info']

  const statuses = await Promise.all(paths.map(async (path) => (await http.get(path)).status))

  expect(statuses).toEqual(paths.map(() => 401))
  expect((await http.get('/_mturk/health').set('host', '10.1.2.3:6887')).body).toEqual({
    status: 'ok',
  })
  expect((await http.get('/_mturk/ready')).body).toEqual({ ready: true })
})

test('the control client says the token that it was given', async () => {
  const { endpoint } = await startGuarded()

  expect(await new ControlClient(endpoint, { token }).info()).toMatchObject({ endpoint })
  await expect(new ControlClient(endpoint).info()).rejects.toThrow('asks for its token')
})

test('a login link gives a browser a cookie, and does not stay in its address', async () => {
  const { http } = await startGuarded()

  const { status, headers } = await http.get(`/?a=1&token=${token}`)
  const [cookie] = headers['set-cookie'] as unknown as [string]

  expect([status, headers.location]).toEqual([303, '/?a=1'])
  expect(cookie).toMatch(/^mturk-local-[0-9a-f]{12}=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(cookie).not.toContain(token)
  const shown = { cookie: `other=1; ${cookie.split(';')[0]}` }
  expect((await http.get('/console').set(shown)).status).toBe(200)
  expect((await http.get('/_mturk/mailbox').set(shown)).status).toBe(200)
})

test('the cookie is of no use to a page of another site', async () => {
  const { http, endpoint, queues } = await startGuarded()
  queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  const { headers } = await http.get(`/?token=${token}`)
  const cookie = (headers['set-cookie'] as unknown as [string])[0].split(';')[0]!
  const other = new URL(endpoint)
  other.port = '1'

  for (const origin of ['null', 'http://evil.example', other.origin])
    expect(
      (await http.post('/_mturk/reset').set({ cookie, origin }).send({ what: 'all' })).status,
    ).toBe(403)
  for (const site of ['cross-site', 'same-site'])
    expect((await http.get('/_mturk/mailbox').set({ cookie, 'sec-fetch-site': site })).status).toBe(
      403,
    )
  expect(queues.all()).toHaveLength(1)
})

test.each(['//evil.example/', '/.//evil.example/', '/\\evil.example/', '/%2F/evil.example'])(
  'a login link to %s does not lead away',
  async (path) => {
    const { endpoint } = await startGuarded()
    const { hostname, port, host } = new URL(endpoint)

    const answer = await new Promise<IncomingMessage>((resolve) => {
      get({ hostname, port, path: `${path}?token=${token}`, agent: false }, resolve)
    })
    answer.resume()

    expect(answer.statusCode).toBe(303)
    expect(new URL(answer.headers.location!, endpoint).host).toBe(host)
  },
)

test('a person without the token is asked for it, and a wrong one is not repeated', async () => {
  const { http } = await startGuarded()

  const { status, text, headers } = await http.get('/?token=%3Cscript%3Ewrong')

  expect([status, headers['content-type']]).toEqual([401, 'text/html; charset=utf-8'])
  expect(text).toContain('name="token"')
  expect(text).not.toContain('wrong')
})

test('an address is a good name where a token is asked for, a name is not', async () => {
  const { http } = await startGuarded()
  const authorization = `Bearer ${token}`

  const statuses = await Promise.all(
    ['192.168.1.20:6887', '[fe80::1]:6887', 'evil.example:6887'].map(
      async (host) => (await http.get('/_mturk/info').set({ host, authorization })).status,
    ),
  )

  expect(statuses).toEqual([200, 200, 403])
})

test.each(['short', 'has a space in the middle', 'x'.repeat(201), `ümlaut-${token}`])(
  'the token %j is refused, and not repeated',
  async (bad) => {
    const { code, err, out } = await run(['start', '--token', bad])

    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('--token cannot be what was given. Give 16 to 200 letters')
    expect(err).not.toContain(bad)
  },
)

test('an emulator that others can reach says loudly what that means', async () => {
  const open = await start(['--host', loopback])
  open.child.kill('SIGTERM')
  await once(open.child, 'close')
  const said = open.faults()

  expect(said).toContain('WARNING: it listens on 127.1, beyond this machine.')
  expect(said).toContain('--token')
  expect(said).toContain('--credentials')
})

test('with a token an emulator says only what is still open, and never the token', async () => {
  const { child, endpoint, banner, faults } = await start(['--host', loopback], {
    MTURK_LOCAL_TOKEN: token,
  })
  const status = await run(['status', '--endpoint', endpoint], { MTURK_LOCAL_TOKEN: token })
  const without = await run(['status', '--endpoint', endpoint])
  const info = await new ControlClient(endpoint, { token }).info()
  child.kill('SIGTERM')
  await once(child, 'close')
  const said = faults()

  expect([status.code, without.code]).toEqual([0, 1])
  expect(without.err).toContain('asks for its token')
  expect(said).toContain('--credentials')
  expect(said).not.toContain('--token')
  expect(banner + said + status.out + JSON.stringify(info)).not.toContain(token)
})
