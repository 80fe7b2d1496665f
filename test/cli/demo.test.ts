import { once } from 'node:events'
import { expect, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { launch, run } from '../support/program.js'

/** Starts the demo and resolves when it has told of what was delivered. */
async function startDemo(...args: readonly string[]) {
  const child = launch(['demo', '--port', '0', '--smtp-port', '0', ...args])
  let said = ''
  for await (const chunk of child.stdout!) {
    said += chunk
    if (said.includes('delivered')) break
  }
  return { child, said, control: new ControlClient(/endpoint {2}(\S+)/.exec(said)![1]!) }
}

test('the demo is a world in which people work and news arrives by each transport', async () => {
  const { child, said, control } = await startDemo()

  const { deliveries } = await control.deliveries({ limit: 1000, status: 'sent' })
  expect(said).toMatch(/console {3}http:\S+\/console\n/)
  expect(new Set(deliveries.map(({ transport }) => transport))).toEqual(
    new Set(['Email', 'SQS', 'SNS']),
  )
  expect(new Set(deliveries.map(({ hitTypeId }) => hitTypeId)).size).toBe(3)
  expect(await control.clock()).toMatchObject({ state: 'running' })
  const [crowd] = await control.crowds()
  expect(crowd!.did.submitted).toBeGreaterThan(10)
  expect(crowd!.did.troubled ?? 0).toBe(0)

  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('what its crowd works on is reviewed, and offered again', async () => {
  const { control } = await startDemo('--seed', 'cats')

  const reviewed = await control.wait({ eventType: 'HITDisposed', timeout: 20_000 })

  expect(reviewed.complete).toBe(true)
})

test('what the demo does not understand is said', async () => {
  expect(await run(['demo', 'cats'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('cats is not understood.'),
  })
})
