import { EventEmitter, once } from 'node:events'
import { expect, test } from 'vitest'
import { realClock } from '../../../src/core/clock.js'
import { systemRandom } from '../../../src/core/random.js'
import { realTimer } from '../../../src/core/timer.js'
import { Topics } from '../../../src/services/sns/topics.js'

test('messages that one commit has written reach a subscriber without another commit', async () => {
  const commits: (() => void)[] = []
  const received: string[] = []
  const arrivals = new EventEmitter()
  const topics = new Topics({
    clock: realClock,
    timer: realTimer,
    random: systemRandom,
    maxRecentMessages: 10,
    isEndpointAllowed: () => true,
    functionRetries: { attempts: 1, backoffMs: 1 },
    resolveLinkOrigin: () => 'http://127.0.0.1',
    committed: () => new Promise<void>((resolve) => commits.push(resolve)),
    endpoints: {
      sendToQueue(_, body) {
        received.push(body)
        if (received.length === 3) arrivals.emit('all')
      },
      sendEmail: async () => {},
      postHttp: async () => 200,
      invokeFunction: async () => {},
    },
  })
  const topic = topics.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  topics.subscribe(topic, '000000000000', {
    protocol: 'sqs',
    endpoint: 'arn:aws:sqs:us-east-1:000000000000:q',
    attributes: { RawMessageDelivery: 'true' },
  })
  const all = once(arrivals, 'all')
  for (const message of ['first', 'second', 'third']) topics.publish(topic.arn, { message })

  for (const written of commits.splice(0)) written()
  await all

  expect(received).toEqual(['first', 'second', 'third'])
  expect(commits).toEqual([])
})
