import { cpus } from 'node:os'
import { type Flag, parse, UsageError } from '../arguments.js'
import { loadsOf, post, turkHeaders } from '../bench/calls.js'
import { contest, median, spread } from '../bench/contest.js'
import { type Measured, measure } from '../bench/measure.js'
import { bareServer, emulatorBy, end } from '../bench/programs.js'
import type { Command } from '../command.js'
import { table } from '../table.js'

const echoName = 'node:http echo'

export const bench: Command = {
  name: 'bench',
  says: 'Tells how fast an emulator is on this machine, beside a bare server of Node’s.',
  example: 'mturk-local bench --callers 16',
  flags: {
    calls: { value: 'COUNT', says: 'Calls in a round, of each kind; 1000 unless given.' },
    rounds: { value: 'COUNT', says: 'Rounds that are measured; 3 unless given.' },
    callers: { value: 'COUNT', says: 'Calls at one time; 8 unless given.' },
    json: { says: 'All that was measured, in JSON.' },
  } satisfies Record<string, Flag>,

  async run(args, terminal) {
    const { values, positionals } = parse(args, this.flags)
    if (positionals.length > 0) throw new UsageError(`${positionals[0]} is not understood.`)
    const count = (name: string, byDefault: number) => countIn(values[name], name, byDefault)
    const [calls, callers] = [count('calls', 1000), count('callers', 8)]
    const rounds = count('rounds', 3)

    const emulator = await emulatorBy(process.argv[1]!)
    const bare = await bareServer()
    try {
      await post(emulator.endpoint, '{}', turkHeaders('GetAccountBalance'))
      const idle = measure.memory(emulator.pid)
      const loads = await loadsOf(emulator.endpoint)
      const echoed = { body: loads['test event into a queue'].body, headers: {} }
      const contestants = {
        [echoName]: () => measure.load({ ...bare, ...echoed, callers, calls }),
        ...Object.fromEntries(
          Object.entries(loads).map(([name, load]) => [
            name,
            () => measure.load({ ...emulator, ...load, callers, calls }),
          ]),
        ),
      }
      const results = await contest<string, Measured>(contestants, rounds)
      const start = Math.round(emulator.started)
      if (values.json) {
        terminal.out(`${JSON.stringify({ start, idle, calls, callers, rounds, results })}\n`)
        return 0
      }
      terminal.out(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores; ${rounds} rounds of ${calls} calls, ${callers} at a time: medians (least–most)

${table(['', 'per second', 'p50 ms', 'p99 ms', 'CPU µs each', 'CPU beside the echo'], rowsOf(results))}

start ${start} ms, ${(idle / 2 ** 20).toFixed(0)} MiB at rest, ${(measure.memory(emulator.pid) / 2 ** 20).toFixed(0)} MiB after all this
`)
      return 0
    } finally {
      await Promise.all([emulator, bare].map(end))
    }
  },
}

function countIn(given: string | boolean | undefined, name: string, byDefault: number): number {
  if (given === undefined) return byDefault
  if (/^[1-9]\d{0,6}$/.test(String(given))) return Number(given)
  throw new UsageError(`--${name} cannot be "${given}". Give a number from 1 to 9999999.`)
}

function rowsOf(results: Readonly<Record<string, readonly Measured[]>>): string[][] {
  const figures = (name: string, figure: keyof Measured) =>
    results[name]!.map((each) => each[figure])
  const echo = median(figures(echoName, 'cpu'))
  return Object.keys(results).map((name) => [
    name,
    spread(figures(name, 'perSecond')),
    spread(figures(name, 'p50'), 2),
    spread(figures(name, 'p99'), 2),
    spread(figures(name, 'cpu')),
    spread([median(figures(name, 'cpu')) / echo], 1),
  ])
}
