import { installNode } from '../scripts/install-node.js'
import { buildMTurkHeaders, buildSqsHeaders, createLoads, postRequest } from './calls.js'
import { compare, formatSpread, median } from './compare.js'
import { importTypeScript } from './import-typescript.js'
import { measure } from './measure.js'
import { cache, kill, startEchoServer, startFauxqsProgram, startMturkLocalOn } from './programs.js'
import { createReport } from './report.js'

/**
 * Measures, on each release of Node, the time from start to the first response and the memory at
 * rest; and the memory when the delivery log and a queue are full.
 */
const rounds = Number(process.env.BENCH_STARTS ?? 7)
const events = Number(process.env.BENCH_EVENTS ?? 200_000)

const { releases } = await importTypeScript('bench/aims.ts')
const { addTable, save } = createReport('start')
const notMeasured = []
const mebibytes = (pid) => measure.memory(pid) / 2 ** 20

const programs = {
  'mturk-local': [startMturkLocalOn, buildMTurkHeaders('GetAccountBalance')],
  'fauxqs 1.9.2': [startFauxqsProgram, buildSqsHeaders('ListQueues')],
  'node:http echo': [startEchoServer, {}],
}

/** CPU and memory are read at the first response. */
async function measureStart(start, headers, node) {
  const startedAt = performance.now()
  const program = await start(node)
  await postRequest(program.endpoint, '{}', headers)
  const milliseconds = performance.now() - startedAt
  const cpu = measure.cpu(program.pid) / 1000
  const memory = mebibytes(program.pid)
  await kill(program)
  return { milliseconds, cpu, memory }
}

const figures = {}
const rows = []
const echoes = {}
for (const release of releases) {
  let node
  try {
    node = installNode(release, cache)
  } catch (error) {
    notMeasured.push(`start on Node ${release}: ${error.message}`)
    continue
  }
  const results = await compare(
    Object.fromEntries(
      Object.entries(programs).map(([name, [start, headers]]) => [
        name,
        () => measureStart(start, headers, node),
      ]),
    ),
    rounds,
  )
  const values = (name, figure) => results[name].map((each) => each[figure])
  const middle = (name, figure) => median(values(name, figure))
  figures[`start${release}`] =
    middle('mturk-local', 'milliseconds') / middle('fauxqs 1.9.2', 'milliseconds')
  figures[`idle${release}`] = middle('mturk-local', 'memory')
  const echo = `starts in ${middle('node:http echo', 'milliseconds').toFixed(0)} ms`
  echoes[`start${release}`] = echo
  rows.push([`Node ${release}`, '', '', ''])
  for (const name of Object.keys(programs))
    rows.push([
      `– ${name}`,
      formatSpread(values(name, 'milliseconds')),
      formatSpread(values(name, 'cpu')),
      formatSpread(values(name, 'memory')),
    ])
}
addTable('Start to the first response', [['', 'ms', 'CPU ms', 'MiB at rest'], ...rows])

const emulator = await startMturkLocalOn(process.execPath)
const load = (await createLoads(emulator.endpoint))['test event into a queue']
const { perSecond } = await measure.load({ ...emulator, ...load, callers: 16, calls: events })
await (await fetch(`${emulator.endpoint}/_mturk/settled`)).text()
figures.fullLog = mebibytes(emulator.pid)
addTable('Memory at both limits of 100,000', [
  ['', 'MiB', 'test events a second'],
  [`after ${events} test events`, figures.fullLog.toFixed(0), perSecond.toFixed(0)],
])
await kill(emulator)

save({ echoes, figures, notMeasured })
process.exit()
