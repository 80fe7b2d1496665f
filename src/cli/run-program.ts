import { spawn as spawnDirectly } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import type { Terminal } from './command.js'
import { isWindowsProgram } from './find-windows-program.js'

/** The system that programs run on, stubbed in tests. */
interface ProgramHost {
  readonly platform: NodeJS.Platform
  readonly spawn: typeof spawnDirectly
  /** Whether Windows finds a program. */
  readonly exists: typeof isWindowsProgram
  /** Whether this process reads from a terminal. */
  readonly isTerminal: boolean
}

/** Windows finds `.cmd` and `.bat` files only through cmd.exe, whose quoting is the library's job. */
async function findHost(): Promise<ProgramHost> {
  const { platform, stdin } = process
  const spawn = platform === 'win32' ? (await import('cross-spawn')).default.spawn : spawnDirectly
  return { platform, spawn, exists: isWindowsProgram, isTerminal: stdin.isTTY }
}

/**
 * Runs a program with inherited input and output until it exits.
 *
 * @returns an exit code as in a shell: the program's own; 128 plus the number of the signal that
 *   ended it; 127 when the program does not exist, 126 when it cannot be run
 */
export async function runProgram(
  [command = '', ...args]: readonly string[],
  environment: NodeJS.ProcessEnv,
  { err }: Pick<Terminal, 'err'>,
  host?: ProgramHost,
): Promise<number> {
  const { platform, spawn, exists, isTerminal } = host ?? (await findHost())
  let forwardSignal = (_signal: NodeJS.Signals) => {}
  const onSignal = (signal: NodeJS.Signals) => forwardSignal(signal)
  for (const signal of forwardedSignals) process.on(signal, onSignal)
  try {
    if (platform === 'win32' && !exists(command, environment))
      throw Object.assign(new Error('There is no such program.'), { code: 'ENOENT' })
    // On Windows this throws for files that are no programs.
    const child = spawn(command, args, { stdio: 'inherit', env: environment })
    forwardSignal = (signal) => {
      // Windows has no signals: the program would be ended at once, in the middle of its own handling
      // of the Ctrl-C that its console got too.
      if (platform === 'win32') return
      // A terminal sends Ctrl-C to the program too.
      if (signal !== 'SIGINT' || !isTerminal) child.kill(signal)
    }
    const [code, signal] = await once(child, 'exit')
    return code ?? 128 + constants.signals[signal as NodeJS.Signals]
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    const isMissing = code === 'ENOENT' && !isExistingFile(command)
    err(
      isMissing
        ? `mturk-local: There is no program ${command}.\n`
        : `mturk-local: ${command} cannot be run: ${explainSpawnError(code)}.\n`,
    )
    return isMissing ? 127 : 126
  } finally {
    for (const signal of forwardedSignals) process.off(signal, onSignal)
  }
}

const forwardedSignals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK']

/** A name without a slash is looked up along PATH. */
const isExistingFile = (command: string): boolean => /[\\/]/.test(command) && existsSync(command)

const spawnProblems: Readonly<Record<string, string>> = {
  EACCES: 'it is not an executable file',
  EPERM: 'this user may not execute it',
  // It exists, so it is the program in its first line that does not.
  ENOENT: 'the interpreter that its first line names does not exist',
  ENOEXEC: 'it is not a program for this system',
  EINVAL: 'it is not a program for this system',
  UNKNOWN: 'it is not a program for this system',
  E2BIG: 'its arguments and variables are too long',
}

const explainSpawnError = (code: string): string => spawnProblems[code] ?? code
