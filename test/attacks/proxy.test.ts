import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import supertest from 'supertest'
import { expect, onTestFinished, test } from 'vitest'
import { openProxy } from '../../src/cli/exec/proxy.js'
import { registerProxy } from '../../src/cli/exec/register-proxy.js'
import {
  findSocketOwner,
  type ReadTcpTables,
  readTcpTables,
} from '../../src/cli/exec/socket-owner.js'
import { systemRandom } from '../../src/core/random.js'
import { createDestinationGuard } from '../../src/services/egress/connection-guard.js'
import { recordConnections } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'

/** An emulator, and a proxy of `exec` that is registered with it. */
async function startWithProxy(readTables: ReadTcpTables = readTcpTables) {
  const emulator = await startTestEmulator()
  const endpoint = new URL(emulator.endpoint)
  const notes: string[] = []
  const proxy = await openProxy({
    endpoint,
    random: systemRandom,
    readTcpTables: readTables,
    authority: { getSecureContext: () => Promise.reject(new Error('No TLS is used.')) },
    allowedHosts: [],
    resolve: createDestinationGuard({}),
    logCall: ({ note }) => void (note && notes.push(note)),
  })
  onTestFinished(() => proxy.close())
  const unregister = await registerProxy(emulator.control, endpoint, proxy)
  onTestFinished(unregister)
  const { hostname, port, username, password } = proxy.url
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  /** The status with which the proxy answers, each time on a new connection. */
  const send = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const call = request({ hostname, port, path, headers, method, agent: false }).end()
    const [{ statusCode }] = await once(call, method === 'CONNECT' ? 'connect' : 'response')
    call.destroy()
    return statusCode as number
  }
  return {
    ...emulator,
    http: supertest(emulator.endpoint),
    proxy,
    send,
    notes,
    unregister,
    authorization,
  }
}

test('under a name of Amazon’s sites only requests through a proxy of exec are answered', async () => {
  const { http, proxy, send, unregister } = await startWithProxy()
  const under = (secret?: string) =>
    http
      .get('/_mturk/info')
      .set({ host: 'www.mturk.com', ...(secret && { 'x-mturk-local-proxy': secret }) })

  const without = await under()
  const guessed = await under('0'.repeat(64))
  const forged = await send('/_mturk/info', {
    host: 'www.mturk.com',
    'x-mturk-local-proxy': proxy.secret,
  })
  const through = await send('http://www.mturk.com/_mturk/info')
  const registered = await under(proxy.secret)
  await unregister()
  const ended = await under(proxy.secret)

  expect([without.status, guessed.status, forged]).toEqual([403, 403, 403])
  expect(without.body.message).toBe(
    "www.mturk.com is Amazon's. The emulator answers under this name through the proxy of mturk-local exec only.",
  )
  expect([through, registered.status, ended.status]).toEqual([200, 200, 403])
})

test('a page under a name of Amazon’s sites that was made to lead here may not call', async () => {
  const { http, queues } = await startWithProxy()

  const { status } = await http
    .post('/')
    .set({ host: 'www.mturk.com', origin: 'http://www.mturk.com' })
    .type('form')
    .send('Action=CreateQueue&QueueName=theirs')

  expect(status).toBe(403)
  expect(queues.all()).toEqual([])
})

test('a topic does not post to the proxy of exec', async () => {
  const { sns, topics, proxy } = await startWithProxy()
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'news' }))
  const watch = recordConnections()

  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: proxy.url.href }))
  await topics.waitUntilIdle()

  expect(watch.addresses).toEqual([])
})

const page = 'http://www.mturk.com/console'

/** Linux’s table with all sockets given to another user. */
const ownedByAnother: ReadTcpTables = () =>
  readTcpTables().map((table) => table.replaceAll(/^(\s*\d+:(\s+\S+){6})\s+\d+/gm, '$1 4242'))

test.skipIf(process.platform !== 'linux')(
  'the proxy of exec refuses programs of other users',
  async () => {
    let tables = readTcpTables
    const { send, notes } = await startWithProxy(() => tables())

    const own = [await send(page), await send('/_mturk/info')]
    tables = ownedByAnother
    const others = [
      await send(page),
      await send('/_mturk/info'),
      await send('www.mturk.com:80', {}, 'CONNECT'),
    ]

    expect([own, others]).toEqual([
      [200, 200],
      [403, 403, 403],
    ])
    expect(notes).toEqual(
      others.map(() => 'A program of another user was refused by the proxy of exec.'),
    )
  },
)

test.skipIf(process.getuid?.() !== 0)(
  'a program that runs as another user cannot use the proxy of exec',
  async () => {
    const { proxy } = await startWithProxy()
    const script = `require('http').get({ port: ${proxy.url.port}, path: '${page}' }, (response) => console.log(response.statusCode))`

    const child = spawn(process.execPath, ['-e', script], { uid: 65_534, cwd: '/' })
    const [status] = await once(child.stdout, 'data')

    expect(String(status)).toBe('403\n')
  },
)

test('where owners are not known, the proxy of exec asks for the password in its URL', async () => {
  const { send, proxy, authorization } = await startWithProxy(() => [])
  const withPassword = { 'proxy-authorization': authorization }

  const statuses = [
    await send(page),
    await send('www.mturk.com:80', {}, 'CONNECT'),
    await send(page, withPassword),
    await send('www.mturk.com:80', withPassword, 'CONNECT'),
    await send('/_mturk/info'),
  ]

  expect(proxy.url.password).toMatch(/^[0-9a-f]{32}$/)
  expect(statuses).toEqual([407, 407, 200, 200, 200])
})

test('Node’s agents and fetch send the password that the proxy’s URL has', async () => {
  const { proxy } = await startWithProxy(() => [])
  const script = `const byAgent = new Promise((resolve) => require('http').get('${page}', resolve))
    Promise.all([byAgent, fetch('${page}')]).then(([{ statusCode }, { status }]) => {
      console.log(statusCode, status)
      process.exit()
    })`

  const child = spawn(
    process.execPath,
    ['--require', './src/cli/exec/node-preload.cjs', '-e', script],
    { env: { HTTPS_PROXY: proxy.url.href, NO_PROXY: 'localhost,127.0.0.1' } },
  )
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  await once(child, 'close')

  expect(out).toBe('200 200\n')
})

test('a socket that its owner has closed has no known owner', () => {
  const ends = {
    remoteAddress: '127.0.0.1',
    remotePort: 0x98a4,
    localAddress: '127.0.0.1',
    localPort: 0x895d,
  }
  const row = (uid: number, inode: number, prefix = '') =>
    `   1: ${prefix}0100007F:98A4 ${prefix}0100007F:895D 01 00000000:00000000 00:00000000 00000000  ${uid}        0 ${inode} 3 0`
  const owner = (...tables: readonly string[]) => findSocketOwner(ends, () => tables)

  expect(owner(row(1000, 7))).toBe(1000)
  expect(owner('', row(1000, 7, '0000000000000000FFFF0000'))).toBe(1000)
  expect(owner(row(0, 0))).toBeUndefined()
  expect(owner('')).toBeUndefined()
})
