import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import type { Terminal } from './command.js'

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
): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env: environment })
  const forwardSignal = (signal: NodeJS.Signals) => {
    // A terminal sends Ctrl-C to the program too.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of forwardedSignals) process.on(signal, forwardSignal)
  try {
    const [code, signal] = await once(child, 'exit')
    return code ?? 128 + constants.signals[signal as NodeJS.Signals]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const isMissing = code === 'ENOENT'
    err(
      isMissing
        ? `mturk-local: There is no program ${command}.\n`
        : `mturk-local: ${command} cannot be run (${code}).\n`,
    )
    return isMissing ? 127 : 126
  } finally {
    for (const signal of forwardedSignals) process.off(signal, forwardSignal)
  }
}

const forwardedSignals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']
