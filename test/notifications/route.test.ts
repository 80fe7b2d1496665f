import { expect, test } from 'vitest'
import { chosenFor, type Routes } from '../../src/notifications/transports/route.js'
import type { Transport } from '../../src/notifications/transports/transport.js'

/** A road that answers with its own name. */
const road = (name: string): Transport => ({
  send: async () => name,
  sendBatch: async (parcels) => parcels.map(() => ({ status: 'fulfilled', value: name })),
  close() {},
})

const parcelTo = (destination: string) => ({
  destination,
  kind: 'life-cycle' as const,
  document: '{}',
  subject: '0',
  account: '000000000000',
  eventDocId: '0'.repeat(40),
  madeAt: new Date(0),
})

const amazonsQueue = 'https://sqs.us-east-1.amazonaws.com/000000000000/news'
const lookAlike = 'https://sqs.us-east-1.amazonaws.com.example/000000000000/news'
const localQueue = 'http://127.0.0.1:4566/000000000000/news'
const topic = 'arn:aws:sns:us-east-1:000000000000:news'

test.each<[string, { configured?: true; aws?: true; own?: true }, string]>([
  [amazonsQueue, {}, 'built in'],
  [amazonsQueue, { configured: true }, 'configured'],
  [amazonsQueue, { aws: true }, 'aws'],
  [amazonsQueue, { aws: true, configured: true }, 'aws'],
  [amazonsQueue, { aws: true, own: true }, 'built in'],
  [lookAlike, { aws: true }, 'built in'],
  [localQueue, { aws: true, configured: true }, 'configured'],
  [topic, {}, 'built in'],
  [topic, { aws: true }, 'aws'],
  [topic, { aws: true, own: true }, 'built in'],
  [topic, { aws: true, configured: true }, 'configured'],
])('%s with %j goes by the road %s', async (destination, given, wanted) => {
  const routes: Routes = {
    builtIn: road('built in'),
    configured: given.configured && road('configured'),
    aws: given.aws && road('aws'),
    isOwn: () => given.own === true,
  }
  const { signal } = new AbortController()
  const parcel = parcelTo(destination)

  const chosen = chosenFor(routes)

  expect(await chosen.send(parcel, signal)).toBe(wanted)
  expect(await chosen.sendBatch!([parcel], signal)).toEqual([
    { status: 'fulfilled', value: wanted },
  ])
})
