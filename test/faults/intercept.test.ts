import { expect, test } from 'vitest'
import { FaultInjector } from '../../src/faults/faults.js'
import { intercept } from '../../src/faults/intercept.js'
import { waitUntil } from '../support/clients.js'
import { ManualClock } from '../support/manual-clock.js'

function interceptCall(rules: readonly string[]) {
  const clock = new ManualClock()
  const faults = new FaultInjector({ clock, seed: '', isOperation: () => true, rules })
  const gone = new AbortController()
  const did: string[] = []
  const answering = intercept<string>(
    { faults, timer: clock, stopping: new AbortController().signal },
    {
      operation: () => 'CreateHIT',
      account: '000000000000',
      requestId: 'request',
      request: { headers: {}, signal: gone.signal },
      async run() {
        did.push('run')
        return 'done'
      },
      faultResponse: ({ what }) => `refused: ${what}`,
      invalidRulesResponse: (sentence) => sentence,
    },
  )
  void answering.then(({ answer }) => did.push(answer ?? 'unanswered'))
  return { clock, gone, did, answering }
}

test('a delay before a call delays it, one after it only its response', async () => {
  const { clock, did, answering } = interceptCall([
    'delay operation=* milliseconds=1000',
    'delay operation=* after milliseconds=500',
  ])

  await waitUntil(() => clock.hasPendingTimers)
  expect(did).toEqual([])
  clock.advanceBy(1000)
  await waitUntil(() => did.length > 0 && clock.hasPendingTimers)
  expect(did).toEqual(['run'])
  clock.advanceBy(500)

  expect((await answering).answer).toBe('done')
})

test('delays come before other faults', async () => {
  const { clock, did, answering } = interceptCall([
    'throttle operation=*',
    'delay operation=* milliseconds=1000',
  ])

  await waitUntil(() => clock.hasPendingTimers)
  clock.advanceBy(1000)

  expect((await answering).answer).toBe('refused: throttle')
  expect(did).not.toContain('run')
})

test('a client that disconnects during a delay cancels the call', async () => {
  const { clock, gone, did, answering } = interceptCall(['delay operation=* milliseconds=1000'])
  await waitUntil(() => clock.hasPendingTimers)

  gone.abort()

  expect((await answering).answer).toBeUndefined()
  expect(did).not.toContain('run')
  expect(clock.hasPendingTimers).toBe(false)
})
