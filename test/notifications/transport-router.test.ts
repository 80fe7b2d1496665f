import { expect, test } from 'vitest'
import type { Transport } from '../../src/notifications/transports/transport.js'
import { transportRouter } from '../../src/notifications/transports/transport-router.js'

/** Its receipts are its own name. */
const fakeTransport = (name: string): Transport => ({
  send: async () => name,
  close() {},
})

const notificationTo = (destination: string) => ({
  destination,
  kind: 'life-cycle' as const,
  payload: '{}',
  subject: '0',
  account: '000000000000',
  eventDocId: '0'.repeat(40),
  createdAt: new Date(0),
})

const amazonsQueue = 'https://sqs.us-east-1.amazonaws.com/000000000000/news'
const amazonLikeQueue = 'https://sqs.us-east-1.amazonaws.com.example/000000000000/news'
const localQueue = 'http://127.0.0.1:4566/000000000000/news'
const topic = 'arn:aws:sns:us-east-1:000000000000:news'

test.each<[string, { configured?: true; aws?: true; isBuiltIn?: true }, string]>([
  [amazonsQueue, {}, 'built in'],
  [amazonsQueue, { configured: true }, 'configured'],
  [amazonsQueue, { aws: true }, 'aws'],
  [amazonsQueue, { aws: true, configured: true }, 'aws'],
  [amazonsQueue, { aws: true, isBuiltIn: true }, 'built in'],
  [amazonLikeQueue, { aws: true }, 'built in'],
  [localQueue, { aws: true, configured: true }, 'configured'],
  [topic, {}, 'built in'],
  [topic, { aws: true }, 'aws'],
  [topic, { aws: true, isBuiltIn: true }, 'built in'],
  [topic, { aws: true, configured: true }, 'configured'],
])('%s with %j is sent through the %s transport', async (destination, transports, expected) => {
  const router = transportRouter({
    builtIn: fakeTransport('built in'),
    configured: transports.configured && fakeTransport('configured'),
    aws: transports.aws && fakeTransport('aws'),
    isBuiltIn: () => transports.isBuiltIn === true,
  })

  const transport = router.route(destination)

  expect(await transport.send(notificationTo(destination), new AbortController().signal)).toBe(
    expected,
  )
})
