import { once } from 'node:events'
import { request } from 'node:http'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'
import { openProxy } from '../../src/cli/exec/proxy.js'
import { readTcpTables } from '../../src/cli/exec/socket-owner.js'
import { systemRandom } from '../../src/core/random.js'
import { sqsClients } from '../../src/notifications/transports/clients.js'
import { smtpMail } from '../../src/notifications/transports/email.js'
import { createDestinationGuard } from '../../src/services/egress/connection-guard.js'
import { createGuardedAgents } from '../../src/services/egress/guarded-agents.js'
import { createEgressPolicy } from '../../src/services/sns/egress-policy.js'
import { createHttpEndpoint } from '../../src/services/sns/http-endpoint.js'
import { createServerVerification } from '../../src/services/tls/verify-server.js'
import { recordConnections } from '../support/clients.js'

const forbidden = [
  '169.254.169.254',
  'fd00:ec2::254',
  'fe80::1',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '2002:a9fe:a9fe::1',
]

/** The name `app.example` resolves to an address. */
const resolveTo = (address: string) => async () => [
  { address, family: address.includes(':') ? 6 : 4 },
]

async function startProxy(address: string) {
  const notes: (string | undefined)[] = []
  const proxy = await openProxy({
    endpoint: new URL('http://127.0.0.1:1'),
    random: systemRandom,
    readTcpTables,
    authority: { getSecureContext: () => Promise.reject(new Error('No TLS is used.')) },
    allowedHosts: ['*'],
    resolve: createDestinationGuard({ resolve: resolveTo(address) }),
    logCall: ({ note }) => void notes.push(note),
  })
  onTestFinished(() => proxy.close())
  return { proxy, notes }
}

/** The status with which the proxy answers a request, or an opened tunnel. */
async function callThrough({ hostname, port }: URL, method: string, path: string) {
  const call = request({ hostname, port, method, path, headers: { host: 'app.example' } }).end()
  const [{ statusCode }] = await once(call, method === 'CONNECT' ? 'connect' : 'response')
  call.destroy()
  return statusCode as number
}

test.each(forbidden)(
  'an allowed name gets no call under exec when it leads to %s',
  async (address) => {
    const { proxy, notes } = await startProxy(address)
    const watch = recordConnections()

    const plain = await callThrough(proxy.url, 'GET', 'http://app.example/')
    const tunnel = await callThrough(proxy.url, 'CONNECT', 'app.example:443')

    const note = 'app.example was refused: its name leads to an address to which no call goes.'
    expect([plain, tunnel, notes]).toEqual([403, 403, [note, note]])
    expect(watch.addresses.filter((each) => each !== '127.0.0.1')).toEqual([])
  },
)

test.each(forbidden)(
  'a configured endpoint gets nothing when its name leads to %s',
  async (address) => {
    const resolve = createDestinationGuard({ resolve: resolveTo(address) })
    const watch = recordConnections()
    const QueueUrl = 'http://app.example/000000000000/news'
    const queue = { destination: QueueUrl, account: '000000000000' }
    const endpoint = 'http://app.example'
    const checks = { resolve, verifyServer: createServerVerification() }
    const agents = createGuardedAgents(checks)

    const sqs = await sqsClients({ endpoint, region: 'us-east-1', agents })(queue)
    onTestFinished(() => sqs.destroy())
    const mail = smtpMail('smtp://app.example', checks)
    onTestFinished(() => mail.close())
    const topic = createHttpEndpoint(
      createEgressPolicy({
        hosts: ['app.example'],
        allowAws: true,
        resolve: resolveTo(address),
      }),
      checks.verifyServer,
    )

    const message = `app.example resolves to ${address}, to which mturk-local does not send.`
    await expect(
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' })),
    ).rejects.toThrow(message)
    await expect(
      mail.send({
        from: 'a@example.com',
        to: 'b@example.com',
        subject: 'hello',
        text: 'hello',
        date: new Date(0),
        messageId: '<1@example.com>',
      }),
    ).rejects.toThrow(message)
    await expect(topic('http://app.example/', { headers: {}, body: 'hello' })).rejects.toThrow(
      message,
    )
    expect(watch.addresses).toEqual([])
  },
)

test.each(['0xa9fea9fe', '[64:ff9b::a9fe:a9fe]'])(
  'a topic does not post to %s, even when the settings name it',
  async (host) => {
    const policy = createEgressPolicy({ hosts: [host], allowAws: true })

    expect(policy.isAllowed(`http://${host}/`)).toBe(false)
    await expect(policy.resolve(new URL(`http://${host}`).hostname, 80)).rejects.toThrow(
      'mturk-local does not send to',
    )
  },
)
