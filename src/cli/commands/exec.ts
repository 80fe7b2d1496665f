import { appendFileSync, existsSync } from 'node:fs'
import { realClock } from '../../core/clock.js'
import { explainWriteError } from '../../core/file-error.js'
import { SettingError } from '../../core/setting-error.js'
import { type ParsedArguments, parseArguments, settingFlags, UsageError } from '../arguments.js'
import { attachFlags, attachOrStart } from '../attach-or-start.js'
import type { Command, Terminal } from '../command.js'
import type { LogProxyCall } from '../exec/proxy-log.js'
import { writeExportFile } from '../export-file.js'
import { runProgram } from '../run-program.js'
import { splitProgram } from '../split-program.js'

export const execCommand: Command = {
  name: 'exec',
  group: 'Run',
  runsProgram: true,
  description: 'Runs an unmodified program whose calls to MTurk, SQS and SNS go to the emulator.',
  example: 'mturk-local exec --export world.json -- python publish_hits.py',
  flags: {
    ...attachFlags,
    export: {
      placeholder: 'FILE',
      description:
        'File to export all data to when the program has ended; --init may name the same file.',
    },
    'allow-host': {
      placeholder: 'NAMES',
      description:
        'Other hosts that may be called, separated by commas: example.com, *.example.com.',
    },
    'no-credentials': {
      description: 'Run the program as if its user had no AWS credentials.',
    },
    'proxy-log': {
      placeholder: 'FILE',
      description: 'File to log each call to, one JSON object per line.',
    },
    ...settingFlags,
  },

  async run(args, terminal) {
    const [ownArguments, program] = splitProgram(args, this.flags)
    const parsed = parseArguments(ownArguments, this)
    const { export: file, 'allow-host': allowed = '', 'proxy-log': log } = parsed.values
    if (program.length === 0)
      throw new UsageError(
        'Give the program to run, as in: mturk-local exec -- python publish_hits.py.',
      )

    const logCall = openProxyLog(log, terminal)
    const emulator = await attachOrStart(omitMissingInitFile(parsed), terminal, {
      // The proxy answers Amazon's names, and message validators accept no others.
      snsLinks: 'amazon',
    })
    try {
      const { createIsolatedEnvironment } = await import('../exec/isolated-environment.js')
      const isolated = await createIsolatedEnvironment({
        endpoint: emulator.endpoint,
        control: emulator.control,
        allowedHosts: String(allowed).split(',').filter(Boolean),
        hasCredentials: parsed.values['no-credentials'] !== true,
        logCall,
        environment: terminal.environment,
      })
      try {
        terminal.err(`mturk-local: ${emulator.endpoint} answers while ${program[0]} runs.\n`)
        return await runProgram(program, isolated.environment, terminal)
      } finally {
        await isolated.close()
        if (file) await writeExportFile(emulator.control, String(file))
      }
    } finally {
      await emulator.close()
    }
  },
}

/**
 * Ignores an init file that does not exist yet but is also the export file, as in the first of
 * several runs.
 */
function omitMissingInitFile(parsed: ParsedArguments): ParsedArguments {
  const { init, export: file } = parsed.values
  const isFirst = init !== undefined && init === file && !existsSync(String(init))
  return isFirst ? { ...parsed, values: { ...parsed.values, init: undefined } } : parsed
}

/** Logs every call, and prints the first refused call to each host. */
function openProxyLog(log: string | boolean | undefined, { err }: Terminal): LogProxyCall {
  const write = (line: string) => {
    if (log) appendFileSync(String(log), line)
  }
  try {
    write('')
  } catch (error) {
    throw new SettingError(`The log ${String(log)} ${explainWriteError(error)}.`)
  }
  const reportedNotes = new Set<string>()
  return (entry) => {
    write(`${JSON.stringify({ at: realClock.now(), ...entry })}\n`)
    if (!entry.note || reportedNotes.has(entry.note)) return
    reportedNotes.add(entry.note)
    err(`mturk-local: ${entry.note}\n`)
  }
}
