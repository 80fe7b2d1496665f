import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** A shell that keeps its folder and exported variables from one line to the next. */
export interface Terminal {
  /**
   * Types a line. Resolves with the output as soon as that contains a text, by default when the line
   * has ended.
   * @throws Error with the output if the line ends with another exit code than 0
   */
  run(line: string, until?: string): Promise<string>
  /** Resolves when the line that goes on has ended, whatever its exit code. */
  waitForPrompt(): Promise<void>
}

const prompt = /^prompt: (\d+)\n/m

export function openTerminal(
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const shell = spawn('bash', ['--norc'], { cwd, env: environment, detached: true })
  onTestFinished(async () => {
    const ended = once(shell, 'close')
    process.kill(-shell.pid!, 'SIGTERM')
    shell.stdin.end()
    await ended
  })
  let output = ''
  let hasEnded = false
  let wake = () => {}
  const append = (chunk: Buffer) => {
    output += chunk
    wake()
  }
  shell.stdout.on('data', append)
  shell.stderr.on('data', append)
  shell.on('close', () => {
    hasEnded = true
    wake()
  })
  async function waitFor(isThere: () => boolean): Promise<void> {
    while (!isThere()) {
      if (hasEnded) throw new Error(`The shell has ended.\n${output}`)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }

  return {
    async run(line, until) {
      output = ''
      shell.stdin.write(`${line}\necho "prompt: $?"\n`)
      await waitFor(() => prompt.test(output) || (until !== undefined && output.includes(until)))
      const [, code = '0'] = prompt.exec(output) ?? []
      if (code !== '0') throw new Error(`${line}\nended with ${code}.\n${output}`)
      return output.replace(prompt, '')
    },
    waitForPrompt: () => waitFor(() => prompt.test(output)),
  }
}
