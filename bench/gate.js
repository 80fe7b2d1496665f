import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadsOf } from './calls.js'
import { contest, median, row } from './contest.js'
import { measure } from './measure.js'
import { end, mturk, yardstick } from './programs.js'

/**
 * Fails when a call costs much more CPU than it did: as a multiple of what a server of plain work
 * spends on the same machine in the same minute, so that the machine does not matter.
 */
const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
})
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 1000)
const callers = 8
/** So many times as much is still no reason to stop anybody. */
const slack = 2

const file = fileURLToPath(new URL('baseline.json', import.meta.url))
const emulator = await mturk()
const plain = await yardstick()
try {
  const loads = await loadsOf(emulator.endpoint)
  const worked = { body: loads['test event into a queue'].body, headers: {} }
  const cost = (program, load) => async () =>
    (await measure.load({ ...program, ...load, callers, calls })).cpu
  const results = await contest(
    {
      yardstick: cost(plain, worked),
      ...Object.fromEntries(
        Object.entries(loads).map(([name, load]) => [name, cost(emulator, load)]),
      ),
    },
    rounds,
  )
  const unit = median(results.yardstick)
  if (!(unit > 0)) throw new Error('This system does not tell how much CPU a process has used.')
  const found = Object.fromEntries(
    Object.keys(loads).map((name) => [
      name,
      Math.round((median(results[name]) / unit) * 100) / 100,
    ]),
  )
  if (values.write) writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`)
  const baseline = JSON.parse(readFileSync(file, 'utf8'))

  row('CPU of a call, in times the yardstick’s', 'now', 'baseline', 'at most')
  for (const [name, times] of Object.entries(found)) {
    const most = baseline[name] * slack
    const fails = !(times <= most)
    row(
      `  ${name}`,
      times.toFixed(2),
      baseline[name]?.toFixed(2) ?? 'none',
      `${most.toFixed(2)}${fails ? '  TOO MUCH' : ''}`,
    )
    if (fails) process.exitCode = 1
  }
  if (process.exitCode)
    console.log('\nnpm run bench:gate -- --write takes what is found for the baseline.')
} finally {
  await Promise.all([emulator, plain].map(end))
}
