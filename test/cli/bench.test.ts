import { expect, test } from 'vitest'
import { formatMemory } from '../../src/cli/commands/bench.js'
import { runCli } from '../support/cli.js'

test('bench compares an emulator with a bare server, and does not touch the configured data', async () => {
  const { code, out, err } = await runCli(['bench', '--calls', '20', '--rounds', '1'], {
    MTURK_LOCAL_DATA: '/no/such/folder/world.db',
  })

  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^Node v\S+, .* 1 rounds of 20 calls, 8 at a time/)
  expect(out.match(/^(node:http echo|GetAccountBalance|test event by mail) +\d+ /gm)).toHaveLength(
    3,
  )
  expect(out).toMatch(/^start \d+ ms, /m)
})

test('bench prints all measurements as JSON', async () => {
  const { out } = await runCli(['bench', '--calls', '20', '--rounds', '2', '--json'])

  const { start, calls, rounds, results } = JSON.parse(out)
  expect([start > 0, calls, rounds]).toEqual([true, 20, 2])
  expect(results['test event into a queue']).toEqual(
    Array(2).fill(expect.objectContaining({ perSecond: expect.any(Number) })),
  )
})

test('bench refuses an invalid count with what to give instead', async () => {
  const { code, err } = await runCli(['bench', '--calls', 'many'])

  expect([code, err]).toEqual([
    2,
    'mturk-local: --calls cannot be "many". Give a whole number from 1 to 9999999. See mturk-local bench --help.\n',
  ])
})

test('the memory is left out where the system does not report it', () => {
  expect(formatMemory(100 * 2 ** 20, 150 * 2 ** 20)).toBe(
    ', 100 MiB at rest, 150 MiB after all this',
  )
  expect(formatMemory(Number.NaN, Number.NaN)).toBe('')
})
