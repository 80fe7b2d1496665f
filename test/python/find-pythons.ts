import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Finds Pythons by their names and among pyenv's, the oldest first. */
export async function findPythons(minimumMinor: number): Promise<readonly string[]> {
  const pyenv = resolve(process.env.PYENV_ROOT ?? resolve(homedir(), '.pyenv'), 'versions')
  const installed = await readdir(pyenv).catch(() => [])
  const candidates = [
    ...Array.from({ length: 8 }, (_, index) => `python3.${minimumMinor + index}`),
    ...installed.map((version) => resolve(pyenv, version, 'bin/python3')),
    'python3',
  ]
  const found = await Promise.all(
    candidates.map(async (python) => ({ python, minor: await readMinorVersion(python) })),
  )
  return found
    .filter(({ minor }) => minor >= minimumMinor)
    .sort((left, right) => left.minor - right.minor)
    .map(({ python }) => python)
}

/** Returns 0 for what is not Python 3. */
async function readMinorVersion(python: string): Promise<number> {
  const { stdout } = await run(python, ['--version']).catch(() => ({ stdout: '' }))
  return Number(/^Python 3\.(\d+)/.exec(stdout)?.[1] ?? 0)
}
