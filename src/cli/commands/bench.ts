import { cpus } from 'node:os'
import { type Flag, parseArguments, UsageError } from '../arguments.js'
import { buildMTurkHeaders, createLoads, postRequest } from '../bench/calls.js'
import { compare, formatSpread, median } from '../bench/compare.js'
import { type LoadResult, measure } from '../bench/measure.js'
import { kill, startEchoServer, startEmulatorProcess } from '../bench/programs.js'
import type { Command } from '../command.js'
import { formatTable } from '../table.js'

const echoName = 'node:http echo'

export const benchCommand: Command = {
  name: 'bench',
  description:
    'Measures how fast an emulator is on this machine, compared with a bare Node server.',
  example: 'mturk-local bench --callers 16',
  flags: {
    calls: {
      placeholder: 'COUNT',
      description: 'Calls of each kind per round; default: 1000.',
    },
    rounds: { placeholder: 'COUNT', description: 'Number of measured rounds; default: 3.' },
    callers: { placeholder: 'COUNT', description: 'Concurrent calls; default: 8.' },
    json: { description: 'Print all measurements as JSON.' },
  } satisfies Record<string, Flag>,

  async run(args, terminal) {
    const { values, positionals } = parseArguments(args, this.flags)
    if (positionals.length > 0) throw new UsageError(`${positionals[0]} is not expected.`)
    const parseCountFlag = (name: string, defaultValue: number) =>
      parseCount(values[name], name, defaultValue)
    const [calls, callers] = [parseCountFlag('calls', 1000), parseCountFlag('callers', 8)]
    const rounds = parseCountFlag('rounds', 3)

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

function parseCount(
  value: string | boolean | undefined,
  name: string,
  defaultValue: number,
): number {
  if (value === undefined) return defaultValue
  if (/^[1-9]\d{0,6}$/.test(String(value))) return Number(value)
  throw new UsageError(`--${name} cannot be "${value}". Give a number from 1 to 9999999.`)
}

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
