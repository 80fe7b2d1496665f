import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** What was built, unless a suite is about the package. */
const program = process.env.TESTED_PROGRAM ?? 'dist/cli/main.js'

/** Runs the built program as a user does, until the test ends at the latest. */
export function launch(
  args: readonly string[],
  environment: Record<string, string> = {},
): ChildProcess {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Runs a command to its end. */
export async function run(args: readonly string[], environment: Record<string, string> = {}) {
  const child = launch(args, environment)
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

const endpointIn = (banner: string): string => /endpoint {2}(\S+)/.exec(banner)![1]!

async function bannerOf(child: ChildProcess): Promise<string> {
  let banner = ''
  for await (const chunk of child.stdout!) {
    banner += chunk
    if (banner.includes('Ctrl-C')) return banner
  }
  throw new Error('The emulator did not start.')
}

/** Where an emulator listens that was started in some other way, as soon as it does. */
export const endpointOf = async (child: ChildProcess): Promise<string> =>
  endpointIn(await bannerOf(child))

/** Starts an emulator and resolves with what its banner says. */
export async function start(
  args: readonly string[] = [],
  environment: Record<string, string> = {},
) {
  const child = launch(['start', '--port', '0', '--smtp-port', '0', ...args], environment)
  let faults = ''
  child.stderr!.on('data', (chunk) => {
    faults += chunk
  })
  const banner = await bannerOf(child).catch((error: Error) => {
    throw new Error(`${error.message} ${faults}`)
  })
  return {
    child,
    banner,
    /** What it has complained of until now. */
    faults: () => faults,
    endpoint: endpointIn(banner),
    /** Pulls the plug. */
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'close')
    },
  }
}

/** A folder that is gone when the test is. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'mturk-local-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}
