import { SettingError } from '../core/setting-error.js'
import { suggest } from '../core/suggest.js'
import { version } from '../core/version.js'
import { BatchInputError } from '../domain/batches/input-error.js'
import { ControlError } from '../server/control/client.js'
import { UsageError } from './arguments.js'
import type { Terminal } from './command.js'
import { commandRegistry } from './commands.js'
import { splitProgram } from './split-program.js'

/**
 * Runs one command.
 *
 * @returns the exit code: 0 success, 1 failure, 2 invalid usage
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first = 'help', ...rest] = args
  if (first === '--version' || first === '-v') {
    terminal.out(`${version}\n`)
    return 0
  }
  const name = first === '--help' || first === '-h' ? 'help' : first
  const command = await commandRegistry.load(name)
  if (!command) return fail(terminal, describeUnknownCommand(name), 2)

  const [ownArguments] = command.runsProgram ? splitProgram(rest, command.flags) : [rest]
  try {
    if (ownArguments.includes('--help') || ownArguments.includes('-h'))
      return await (await commandRegistry.load('help'))!.run([name], terminal)
    return await command.run(rest, terminal)
  } catch (error) {
    if (error instanceof UsageError)
      return fail(
        terminal,
        `${error.message} See mturk-local ${name === 'help' ? '' : `${name} `}--help.`,
        2,
      )
    if (error instanceof SettingError || error instanceof BatchInputError)
      return fail(terminal, error.message, 2)
    if (error instanceof ControlError && error.status === 401)
      return fail(terminal, describeMissingToken(rest, terminal), 1)
    return fail(terminal, error instanceof Error ? error.message : String(error), 1)
  }
}

function describeUnknownCommand(name: string): string {
  if (name.startsWith('-'))
    return `${name} is not expected before a command: give the command first, as in mturk-local start ${name}. See mturk-local --help.`
  return `There is no command ${name}.${suggest(name, commandRegistry.names)} See mturk-local --help.`
}

/** Names the token's sources, and never the token. */
function describeMissingToken(args: readonly string[], { environment }: Terminal): string {
  if (args.some((each) => /^--token(=|$)/.test(each)))
    return 'The emulator does not accept this token: give --token as it was given to the emulator.'
  return environment.MTURK_LOCAL_TOKEN === undefined
    ? 'The emulator requires a token: give --token, or set MTURK_LOCAL_TOKEN.'
    : 'The emulator does not accept the token in MTURK_LOCAL_TOKEN: set the one that it was started with.'
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
