import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { loadsOf } from './calls.js'
import { contest, median, printRow } from './compare.js'
import { measure } from './measure.js'
import { end, startMturkLocal, startYardstick } from './programs.js'

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
const maxRatio = 2

const file = fileURLToPath(new URL('baseline.json', import.meta.url))
const emulator = await startMturkLocal()
const yardstickProgram = await startYardstick()
try {
  const loads = await loadsOf(emulator.endpoint)
  const yardstickLoad = { body: loads['test event into a queue'].body, headers: {} }
  const cost = (program, load) => async () =>
    (await measure.load({ ...program, ...load, callers, calls })).cpu
  const results = await contest(
    {
      yardstick: cost(yardstickProgram, yardstickLoad),
      ...Object.fromEntries(
        Object.entries(loads).map(([name, load]) => [name, cost(emulator, load)]),
      ),
    },
    rounds,
  )
  const unit = median(results.yardstick)
  if (!(unit > 0)) throw new Error('This system does not tell how much CPU a process has used.')
  const current = Object.fromEntries(
    Object.keys(loads).map((name) => [
      name,
      Math.round((median(results[name]) / unit) * 100) / 100,
    ]),
  )
  if (values.write) writeFileSync(file, `${JSON.stringify(current, null, 2)}\n`)
  const baseline = JSON.parse(readFileSync(file, 'utf8'))

  printRow('CPU of a call, in times the yardstick’s', 'now', 'baseline', 'at most')
  for (const [name, ratio] of Object.entries(current)) {
    const limit = baseline[name] * maxRatio
    const exceeds = !(ratio <= limit)
    printRow(
      `  ${name}`,
      ratio.toFixed(2),
      baseline[name]?.toFixed(2) ?? 'none',
      `${limit.toFixed(2)}${exceeds ? '  TOO MUCH' : ''}`,
    )
    if (exceeds) process.exitCode = 1
  }
  if (process.exitCode)
    console.log('\nnpm run bench:gate -- --write takes what is found for the baseline.')
} finally {
  await Promise.all([emulator, yardstickProgram].map(end))
}
