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

test('what a deleted topic has not sent yet is not sent', async () => {
  let attempts = 0
  const queued: string[] = []
  const waiting = new EventEmitter()
  const topics = new Topics({
    clock: realClock,
    timer: {
      after(_, wake) {
        waiting.emit('retry', wake)
        return () => {}
      },
    },
    random: systemRandom,
    maxRecentMessages: 10,
    isEndpointAllowed: () => true,
    functionRetries: { attempts: 3, backoffMs: 1 },
    resolveLinkOrigin: () => 'http://127.0.0.1',
    endpoints: {
      sendToQueue: (_, body) => void queued.push(body),
      sendEmail: async () => {},
      postHttp: async () => 200,
      async invokeFunction() {
        attempts++
        throw new Error('It is not reached.')
      },
    },
  })
  const topic = topics.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  topics.subscribe(topic, '000000000000', {
    protocol: 'lambda',
    endpoint: 'arn:aws:lambda:us-east-1:000000000000:function:review',
    attributes: {
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"}',
    },
  })
  const retry = once(waiting, 'retry')
  topics.publish(topic.arn, { message: 'cat' })
  const [wake] = await retry

  topics.delete(topic.arn)
  wake()
  await topics.waitUntilIdle({ includeRetries: true })

  expect({ attempts, queued }).toEqual({ attempts: 1, queued: [] })
})
