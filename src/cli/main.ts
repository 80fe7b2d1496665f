import { SettingError } from '../core/setting-error.js'
import { version } from '../core/version.js'
import { UsageError } from './arguments.js'
import type { Command, Terminal } from './command.js'
import { formatHelp, formatOverview } from './help.js'
import { splitProgram } from './split-program.js'

/** Commands are loaded on demand, which keeps startup short. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.js')).startCommand,
  demo: async () => (await import('./commands/demo.js')).demoCommand,
  exec: async () => (await import('./commands/exec.js')).execCommand,
  mcp: async () => (await import('./commands/mcp.js')).mcpCommand,
  'send-test-event': async () =>
    (await import('./commands/send-test-event.js')).sendTestEventCommand,
  deliveries: async () => (await import('./commands/deliveries.js')).deliveriesCommand,
  wait: async () => (await import('./commands/wait.js')).waitCommand,
  fault: async () => (await import('./commands/fault.js')).faultCommand,
  crowd: async () => (await import('./commands/crowd.js')).crowdCommand,
  advance: async () => (await import('./commands/advance.js')).advanceCommand,
  export: async () => (await import('./commands/export.js')).exportCommand,
  reset: async () => (await import('./commands/reset.js')).resetCommand,
  backup: async () => (await import('./commands/backup.js')).backupCommand,
  stop: async () => (await import('./commands/stop.js')).stopCommand,
  status: async () => (await import('./commands/status.js')).statusCommand,
  bench: async () => (await import('./commands/bench.js')).benchCommand,
}

/**
 * Runs one command.
 *
 * @returns the exit code: 0 success, 1 failure, 2 invalid usage
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '--help', ...rest] = args
  if (name === '--version' || name === '-v') return succeed(terminal, version)
  if (name === '--help' || name === '-h' || name === 'help')
    return succeed(terminal, await formatOverview(commands))

  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) return fail(terminal, `There is no command ${name}. See mturk-local --help.`, 2)

  const command = await load()
  const [ownArguments] = command.runsProgram ? splitProgram(rest, command.flags) : [rest]
  if (ownArguments.includes('--help') || ownArguments.includes('-h'))
    return succeed(terminal, formatHelp(command))
  try {
    return await command.run(rest, terminal)
  } catch (error) {
    if (error instanceof UsageError)
      return fail(terminal, `${error.message} See mturk-local ${name} --help.`, 2)
    if (error instanceof SettingError) return fail(terminal, error.message, 2)
    return fail(terminal, error instanceof Error ? error.message : String(error), 1)
  }
}

function succeed({ out }: Terminal, text: string): number {
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
