import { cpus } from 'node:os'
import { countFlag, type Flag, parseArguments } from '../arguments.js'
import { buildMTurkHeaders, createLoads, postRequest } from '../bench/calls.js'
import { compare, formatSpread, median } from '../bench/compare.js'
import { type LoadResult, measure } from '../bench/measure.js'
import { kill, startEchoServer, startEmulatorProcess } from '../bench/programs.js'
import type { Command } from '../command.js'
import { formatTable } from '../table.js'

const echoName = 'node:http echo'

export const benchCommand: Command = {
  name: 'bench',
  group: 'Run',
  description:
    'Measures how fast an emulator is on this machine, compared with a bare Node server.',
  example: 'mturk-local bench --callers 16',
  flags: {
    calls: countFlag('COUNT', 'Calls of each kind per round.', '1000', { max: 9_999_999 }),
    rounds: countFlag('COUNT', 'Number of measured rounds.', '3', { max: 9_999_999 }),
    callers: countFlag('COUNT', 'Concurrent calls.', '8', { max: 9_999_999 }),
    json: { description: 'Print all measurements as JSON.' },
  } satisfies Record<string, Flag>,

  async run(args, terminal) {
    const { values } = parseArguments(args, this)
    const {
      calls = 1000,
      callers = 8,
      rounds = 3,
    } = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]))

    const emulator = await startEmulatorProcess(process.argv[1]!)
    const echoServer = await startEchoServer()
    try {
      await postRequest(emulator.endpoint, '{}', buildMTurkHeaders('GetAccountBalance'))
      const idle = measure.memory(emulator.pid)
      const loads = await createLoads(emulator.endpoint)
      const echoLoad = { body: loads['test event into a queue'].body, headers: {} }
      const candidates = {
        [echoName]: () => measure.load({ ...echoServer, ...echoLoad, callers, calls }),
        ...Object.fromEntries(
          Object.entries(loads).map(([name, load]) => [
            name,
            () => measure.load({ ...emulator, ...load, callers, calls }),
          ]),
        ),
      }
      const results = await compare<string, LoadResult>(candidates, rounds)
      const start = Math.round(emulator.startupMs)
      if (values.json) {
        terminal.out(`${JSON.stringify({ start, idle, calls, callers, rounds, results })}\n`)
        return 0
      }
      terminal.out(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores; ${rounds} rounds of ${calls} calls, ${callers} at a time: medians (least–most)

${formatTable(['', 'per second', 'p50 ms', 'p99 ms', 'CPU µs each', 'CPU beside the echo'], toRows(results))}

start ${start} ms${formatMemory(idle, measure.memory(emulator.pid))}
`)
      return 0
    } finally {
      await Promise.all([emulator, echoServer].map(kill))
    }
  },
}

/** Empty where the system does not report the memory of a process. */
export const formatMemory = (idle: number, afterwards: number): string =>
  Number.isNaN(idle) || Number.isNaN(afterwards)
    ? ''
    : `, ${toMebibytes(idle)} MiB at rest, ${toMebibytes(afterwards)} MiB after all this`

const toMebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0)

function toRows(results: Readonly<Record<string, readonly LoadResult[]>>): string[][] {
  const collectValues = (name: string, metric: keyof LoadResult) =>
    results[name]!.map((each) => each[metric])
  const echo = median(collectValues(echoName, 'cpu'))
  return Object.keys(results).map((name) => [
    name,
    formatSpread(collectValues(name, 'perSecond')),
    formatSpread(collectValues(name, 'p50'), 2),
    formatSpread(collectValues(name, 'p99'), 2),
    formatSpread(collectValues(name, 'cpu')),
    formatSpread([median(collectValues(name, 'cpu')) / echo], 1),
  ])
}
