import { expect, test } from 'vitest'
import { Faults } from '../../src/faults/faults.js'
import { hindered } from '../../src/faults/intercept.js'
import { HandClock } from '../support/hand-clock.js'
import { until } from '../support/queues.js'

function startCall(rules: readonly string[]) {
  const clock = new HandClock()
  const faults = new Faults({ clock, seed: '', isOperation: () => true, rules })
  const gone = new AbortController()
  const did: string[] = []
  const answering = hindered<string>(
    { faults, timer: clock },
    {
      operation: () => 'CreateHIT',
      account: '000000000000',
      requestId: 'request',
      request: { headers: {}, gone: gone.signal },
      async run() {
        did.push('run')
        return 'done'
      },
      refuse: ({ what }) => `refused: ${what}`,
      misread: (sentence) => sentence,
    },
  )
  void answering.then(({ answer }) => did.push(answer ?? 'unanswered'))
  return { clock, gone, did, answering }
}

test('a delay before a call holds it up, one after it only its answer', async () => {
  const { clock, did, answering } = startCall([
    'delay operation=* milliseconds=1000',
    'delay operation=* after milliseconds=500',
  ])

  await until(() => clock.isAwaited)
  expect(did).toEqual([])
  clock.pass(1000)
  await until(() => did.length > 0 && clock.isAwaited)
  expect(did).toEqual(['run'])
  clock.pass(500)

  expect((await answering).answer).toBe('done')
})

test('delays come before what else goes wrong', async () => {
  const { clock, did, answering } = startCall([
    'throttle operation=*',
    'delay operation=* milliseconds=1000',
  ])

  await until(() => clock.isAwaited)
  clock.pass(1000)

  expect((await answering).answer).toBe('refused: throttle')
  expect(did).not.toContain('run')
})

test('whoever goes away while a call is held up leaves it undone', async () => {
  const { clock, gone, did, answering } = startCall(['delay operation=* milliseconds=1000'])
  await until(() => clock.isAwaited)

  gone.abort()

  expect((await answering).answer).toBeUndefined()
  expect(did).not.toContain('run')
  expect(clock.isAwaited).toBe(false)
})
