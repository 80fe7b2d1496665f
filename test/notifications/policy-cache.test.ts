import { expect, test } from 'vitest'
import type { Delivery } from '../../src/notifications/delivery.js'
import { policyEvaluator } from '../../src/notifications/policy-cache.js'
import { ManualClock } from '../support/manual-clock.js'

const createDelivery = (queue: number) =>
  ({ transport: 'SQS', destination: `queue ${queue}`, account: '000000000000' }) as Delivery

test('a policy is cached for a while, and of a thousand destinations at most', async () => {
  const clock = new ManualClock()
  const reads: string[] = []
  const evaluate = policyEvaluator(async ({ destination }) => {
    reads.push(destination)
    return { resource: destination }
  }, clock)
  const { signal } = new AbortController()

  await evaluate(createDelivery(0), signal)
  await evaluate(createDelivery(0), signal)
  expect(reads).toEqual(['queue 0'])
  clock.advanceBy(6000)
  await evaluate(createDelivery(0), signal)
  expect(reads).toEqual(['queue 0', 'queue 0'])

  for (let queue = 1; queue <= 1000; queue++) await evaluate(createDelivery(queue), signal)
  reads.length = 0
  await evaluate(createDelivery(0), signal)

  expect(reads).toEqual(['queue 0'])
})
