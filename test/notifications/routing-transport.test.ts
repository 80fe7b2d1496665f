import { expect, test } from 'vitest'
import {
  routingTransport,
  type TransportRoutes,
} from '../../src/notifications/transports/routing-transport.js'
import type { Transport } from '../../src/notifications/transports/transport.js'

/** A road that answers with its own name. */
const fakeTransport = (name: string): Transport => ({
  send: async () => name,
  sendBatch: async (notifications) =>
    notifications.map(() => ({ status: 'fulfilled', value: name })),
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

test.each<[string, { configured?: true; aws?: true; own?: true }, string]>([
  [amazonsQueue, {}, 'built in'],
  [amazonsQueue, { configured: true }, 'configured'],
  [amazonsQueue, { aws: true }, 'aws'],
  [amazonsQueue, { aws: true, configured: true }, 'aws'],
  [amazonsQueue, { aws: true, own: true }, 'built in'],
  [amazonLikeQueue, { aws: true }, 'built in'],
  [localQueue, { aws: true, configured: true }, 'configured'],
  [topic, {}, 'built in'],
  [topic, { aws: true }, 'aws'],
  [topic, { aws: true, own: true }, 'built in'],
  [topic, { aws: true, configured: true }, 'configured'],
])('%s with %j goes by the road %s', async (destination, transports, wanted) => {
  const routes: TransportRoutes = {
    builtIn: fakeTransport('built in'),
    configured: transports.configured && fakeTransport('configured'),
    aws: transports.aws && fakeTransport('aws'),
    isBuiltIn: () => transports.own === true,
  }
  const { signal } = new AbortController()
  const notification = notificationTo(destination)

  const chosen = routingTransport(routes)

  expect(await chosen.send(notification, signal)).toBe(wanted)
  expect(await chosen.sendBatch!([notification], signal)).toEqual([
    { status: 'fulfilled', value: wanted },
  ])
})
