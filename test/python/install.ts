import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { findPythons } from './find-pythons.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folders of programs of virtual environments with the built wheel. */
    readonly environments: PythonEnvironments
  }
}

interface PythonEnvironments {
  /** The oldest Python that the package supports, with Node.js from the extra. */
  readonly withNode: string
  /** The newest Python, without Node.js. */
  readonly withoutNode: string
  /** The program of the newest Python. */
  readonly python: string
}

const run = promisify(execFile)
const testPackages = ['boto3', 'pytest', 'pytest-xdist']

/** Builds the wheel and installs it, as users do, in new environments. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [oldest, ...others] = await findPythons(9)
  if (!oldest) throw new Error('The Python package needs Python 3.9 or newer.')
  const newest = others.at(-1) ?? oldest
  await run('npm', ['run', 'build:python'], {
    maxBuffer: 1e8,
    env: { ...process.env, PYTHON: newest, NODE_ENV: '' },
  })
  const wheel = resolve('python/dist', (await readdir('python/dist'))[0]!)
  const folder = await mkdtemp(join(tmpdir(), 'mturk-local-python-'))
  const environments = {
    withNode: await install(oldest, join(folder, 'with-node'), `${wheel}[node]`),
    withoutNode: await install(newest, join(folder, 'without-node'), wheel),
    python: await findProgram(newest),
  }
  project.provide('environments', environments)
  return () => rm(folder, { recursive: true, force: true })
}

/** The path of a Python that may be given by its name only. */
async function findProgram(python: string): Promise<string> {
  const { stdout } = await run(python, ['-c', 'import sys; print(sys.executable)'])
  return stdout.trim()
}

async function install(python: string, folder: string, wheel: string): Promise<string> {
  await run(python, ['-m', 'venv', folder])
  await run(
    join(folder, 'bin/python'),
    ['-m', 'pip', 'install', '-q', '--no-compile', wheel, ...testPackages],
    { maxBuffer: 1e8 },
  )
  return join(folder, 'bin')
}
