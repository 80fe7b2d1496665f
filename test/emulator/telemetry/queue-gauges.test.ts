import { expect, test } from 'vitest'
import { formatQueueGauges } from '../../../src/emulator/telemetry/collect-gauges.js'
import type { Queue } from '../../../src/services/sqs/queue.js'
import { startTestEmulator } from '../../support/setup.js'

test('only the lines of queues that have changed are written anew', async () => {
  const { queues } = await startTestEmulator()
  const [first, second] = ['first', 'second'].map((name) =>
    queues.create({ account: '000000000000', region: 'us-east-1', name }),
  ) as [Queue, Queue]
  let reads = 0
  const { id } = second
  Object.defineProperty(second, 'id', {
    get() {
      reads++
      return id
    },
  })
  const readDepths = () =>
    formatQueueGauges({ queues })
      .split('\n')
      .filter((line) => line.includes('state="ready"'))
      .map((line) => line.replace(/.*queue="(.*?)".*} /, '$1 '))

  expect([readDepths(), reads]).toEqual([['first 0', 'second 0'], 1])
  first.send({ body: 'x', senderId: 'me' })
  expect([readDepths(), reads]).toEqual([['first 1', 'second 0'], 1])
  second.send({ body: 'x', senderId: 'me' })
  expect([readDepths(), reads]).toEqual([['first 1', 'second 1'], 2])
})
