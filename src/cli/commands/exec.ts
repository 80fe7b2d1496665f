import { appendFileSync, existsSync } from 'node:fs'
import { wallClock } from '../../core/clock.js'
import { SettingError } from '../../core/setting-error.js'
import { type Parsed, parse, settingFlags, UsageError } from '../arguments.js'
import { runProgram } from '../child.js'
import type { Command, Terminal } from '../command.js'
import { emulatorFor } from '../emulator-for.js'
import type { Journal } from '../exec/journal.js'
import { writeWorld } from '../world-file.js'

export const exec: Command = {
  name: 'exec',
  says: 'Runs a program as it is: its calls to MTurk, SQS and SNS are answered here.',
  example: 'mturk-local exec --export world.json -- python publish_hits.py',
  flags: {
    endpoint: {
      value: 'URL',
      says: 'An emulator that runs already, else MTURK_LOCAL_ENDPOINT; without, one is started.',
    },
    export: {
      value: 'FILE',
      says: 'Where to write the world when the program has ended; --init may name the same file.',
    },
    'allow-host': {
      value: 'NAMES',
      says: 'Hosts elsewhere that may be called, separated by commas: example.com, *.example.com.',
    },
    'proxy-log': { value: 'FILE', says: 'Where to note each call, one JSON object a line.' },
    ...settingFlags,
  },

  async run(args, terminal) {
    const [own, program] = inTwo(args)
    const parsed = parse(own, this.flags)
    const { export: file, 'allow-host': allowed = '', 'proxy-log': log } = parsed.values
    if (program.length === 0 || parsed.positionals.length > 0)
      throw new UsageError(
        'Give the program after two dashes, as in: mturk-local exec -- python publish_hits.py.',
      )

    const journal = journalOf(log, terminal)
    const emulator = await emulatorFor(onFirstRun(parsed), terminal)
    try {
      const { enclose } = await import('../exec/enclosure.js')
      const enclosure = await enclose({
        endpoint: emulator.endpoint,
        allowed: String(allowed).split(',').filter(Boolean),
        journal,
        environment: terminal.environment,
      })
      try {
        terminal.err(`mturk-local: ${emulator.endpoint} answers while ${program[0]} runs.\n`)
        return await runProgram(program, enclosure.environment, terminal)
      } finally {
        await enclosure.close()
        if (file) await writeWorld(emulator.control, String(file))
      }
    } finally {
      await emulator.close()
    }
  },
}

/** What is the command's own, and the program with what is the program's. */
function inTwo(args: readonly string[]): [own: readonly string[], program: readonly string[]] {
  const dashes = args.indexOf('--')
  return dashes < 0 ? [args, []] : [args.slice(0, dashes), args.slice(dashes + 1)]
}

/** The first of several runs on one world has none to begin with. */
function onFirstRun(parsed: Parsed): Parsed {
  const { init, export: file } = parsed.values
  const isFirst = init !== undefined && init === file && !existsSync(String(init))
  return isFirst ? { ...parsed, values: { ...parsed.values, init: undefined } } : parsed
}

/** Notes every call in the log, and tells of the first that did not get through to each host. */
function journalOf(log: string | boolean | undefined, { err }: Terminal): Journal {
  const write = (line: string) => {
    if (log) appendFileSync(String(log), line)
  }
  try {
    write('')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new SettingError(`The log ${String(log)} cannot be written (${code}).`)
  }
  const told = new Set<string>()
  return (entry) => {
    write(`${JSON.stringify({ at: wallClock.now(), ...entry })}\n`)
    if (!entry.note || told.has(entry.note)) return
    told.add(entry.note)
    err(`mturk-local: ${entry.note}\n`)
  }
}
