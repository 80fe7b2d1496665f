#!/usr/bin/env node
import { SettingError } from '../core/setting-error.js'
import { version } from '../core/version.js'
import { UsageError } from './arguments.js'
import type { Command, Terminal } from './command.js'
import { helpOf, overview } from './help.js'

/** Each command's file is loaded when the command is given: most are not needed to start. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.js')).start,
  demo: async () => (await import('./commands/demo.js')).demo,
  exec: async () => (await import('./commands/exec.js')).exec,
  mcp: async () => (await import('./commands/mcp.js')).mcp,
  'send-test-event': async () => (await import('./commands/send-test-event.js')).sendTestEvent,
  deliveries: async () => (await import('./commands/deliveries.js')).deliveries,
  wait: async () => (await import('./commands/wait.js')).wait,
  fault: async () => (await import('./commands/fault.js')).fault,
  crowd: async () => (await import('./commands/crowd.js')).crowd,
  advance: async () => (await import('./commands/advance.js')).advance,
  export: async () => (await import('./commands/export.js')).exportWorld,
  reset: async () => (await import('./commands/reset.js')).reset,
  status: async () => (await import('./commands/status.js')).status,
  bench: async () => (await import('./commands/bench.js')).bench,
}

/**
 * Runs one command.
 *
 * @returns the exit code: 0 done, 1 it went wrong, 2 what was typed makes no sense
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '--help', ...rest] = args
  if (name === '--version' || name === '-v') return say(terminal, version)
  if (name === '--help' || name === '-h' || name === 'help')
    return say(terminal, await overview(commands))

  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) return fail(terminal, `There is no command ${name}. See mturk-local --help.`, 2)

  const command = await load()
  // What follows two dashes is another program's.
  const own = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest
  if (own.includes('--help') || own.includes('-h')) return say(terminal, helpOf(command))
  try {
    return await command.run(rest, terminal)
  } catch (error) {
    if (error instanceof UsageError)
      return fail(terminal, `${error.message} See mturk-local ${name} --help.`, 2)
    if (error instanceof SettingError) return fail(terminal, error.message, 2)
    return fail(terminal, error instanceof Error ? error.message : String(error), 1)
  }
}

function say({ out }: Terminal, text: string): number {
  out(`${text}\n`)
  return 0
}

function fail({ err }: Terminal, text: string, code: number): number {
  err(`mturk-local: ${text}\n`)
  return code
}

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  environment: process.env,
  colours: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR,
}

process.exitCode = await run(process.argv.slice(2), terminal)
