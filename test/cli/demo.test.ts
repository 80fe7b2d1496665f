import { once } from 'node:events'
import { expect, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import { runCli, spawnCli } from '../support/cli.js'

/** Starts the demo and resolves when it has printed deliveries. */
async function startDemo(...args: readonly string[]) {
  const child = spawnCli(['demo', '--port', '0', '--smtp-port', '0', ...args])
  let output = ''
  // A closed pipe would end the demo.
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    output += chunk
    if (output.includes('delivered')) break
  }
  child.stdout!.resume()
  return {
    child,
    output: output,
    control: new ControlClient(/endpoint {2}(\S+)/.exec(output)![1]!),
  }
}

test('the demo has workers and notifications by each transport', async () => {
  const { child, output, control } = await startDemo()

  const { deliveries } = await control.deliveries({ limit: 1000, status: 'sent' })
  expect(output).toMatch(/^Starting the demo with sample data …\n/)
  expect(output).toMatch(/console {3}http:\S+\/console\n/)
  expect(new Set(deliveries.map(({ transport }) => transport))).toEqual(
    new Set(['Email', 'SQS', 'SNS']),
  )
  expect(new Set(deliveries.map(({ hitTypeId }) => hitTypeId)).size).toBe(3)
  expect(await control.clock()).toMatchObject({ state: 'running' })
  const { crowds } = await control.request('GET /_mturk/crowds')
  const [crowd] = crowds
  expect(crowd!.stats.submitted).toBeGreaterThan(10)
  expect(crowd!.stats.errors ?? 0).toBe(0)

  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('the demo reviews its HITs and creates new ones', async () => {
  const { control } = await startDemo('--seed', 'cats')

  const reviewed = await control.waitForDeliveries({ eventType: 'HITDisposed', timeout: 60_000 })

  expect(reviewed.complete).toBe(true)
})

test('the demo goes on after its calls were throttled and everything was deleted', async () => {
  const { child, control } = await startDemo()

  const { id } = await control.request('POST /_mturk/faults', {
    body: { what: 'throttle', where: { operation: '*' } },
  })
  const countApplied = async () => (await control.request('GET /_mturk/faults')).rules[0]?.applied
  // More than the calls of one review with all their repetitions.
  await expect.poll(countApplied).toBeGreaterThan(5)
  await control.request('DELETE /_mturk/faults/{id}', { id })
  await control.request('POST /_mturk/reset', { body: { scope: 'all' } })
  const submitted = await control.waitForDeliveries({
    eventType: 'AssignmentSubmitted',
    timeout: 60_000,
  })

  expect(submitted.complete).toBe(true)
  expect(child.exitCode).toBe(null)
}, 240_000)

test('the demo refuses unexpected arguments', async () => {
  expect(await runCli(['demo', 'cats'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('cats is not expected: it takes flags only.'),
  })
})
