import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createLoads } from './calls.js'
import { compare, median, printRow } from './compare.js'
import { measure } from './measure.js'
import { kill, startEchoServer, startMturkLocal } from './programs.js'

/**
 * Fails when a call costs much more CPU than the baseline. Costs are multiples of what a plain
 * `node:http` server uses to echo the same body, in the same run with as many callers.
 */
const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
})
const rounds = Number(process.env.BENCH_ROUNDS ?? 3)
const calls = Number(process.env.BENCH_CALLS ?? 2000)
const callers = 16
/** Costs vary between runs; up to this multiple of the baseline passes. */
const maxRatio = 2

const file = fileURLToPath(new URL('baseline.json', import.meta.url))
const emulator = await startMturkLocal()
const echoServer = await startEchoServer()
try {
  const loads = await createLoads(emulator.endpoint)
  const echoLoad = { body: loads['test event into a queue'].body, headers: {} }
  const cost = (program, load) => async () =>
    (await measure.load({ ...program, ...load, callers, calls })).cpu
  const results = await compare(
    {
      echo: cost(echoServer, echoLoad),
      ...Object.fromEntries(
        Object.entries(loads).map(([name, load]) => [name, cost(emulator, load)]),
      ),
    },
    rounds,
  )
  const unit = median(results.echo)
  if (!(unit > 0)) throw new Error('This system does not report the CPU time of a process.')
  const current = Object.fromEntries(
    Object.keys(loads).map((name) => [
      name,
      Math.round((median(results[name]) / unit) * 100) / 100,
    ]),
  )
  if (values.write) writeFileSync(file, `${JSON.stringify(current, null, 2)}\n`)
  const baseline = JSON.parse(readFileSync(file, 'utf8'))

  printRow(`CPU of a call, in times the echo’s ${unit.toFixed(0)} µs`, 'now', 'baseline', 'at most')
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
    console.log('\nnpm run bench:gate -- --write makes these figures the baseline.')
} finally {
  await Promise.all([emulator, echoServer].map(kill))
}
