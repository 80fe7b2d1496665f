import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** What was built, unless a suite is about the package. */
const cliPath = process.env.TESTED_PROGRAM ?? 'dist/cli/main.js'

/** Runs the built program as a user does, until the test ends at the latest. */
export function spawnCli(
  args: readonly string[],
  environment: Record<string, string> = {},
): ChildProcess {
  const child = spawn(process.execPath, [cliPath, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Runs a command to its end. */
export async function runCli(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawnCli(args, environment)
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

const parseEndpoint = (banner: string): string => /endpoint {2}(\S+)/.exec(banner)![1]!

async function readBanner(child: ChildProcess): Promise<string> {
  let banner = ''
  for await (const chunk of child.stdout!) {
    banner += chunk
    if (banner.includes('Ctrl-C')) return banner
  }
  throw new Error('The emulator did not start.')
}

/** Where an emulator listens that was started in some other way, as soon as it does. */
export const waitForEndpoint = async (child: ChildProcess): Promise<string> =>
  parseEndpoint(await readBanner(child))

/** Starts an emulator and resolves with what its banner says. */
export async function startCli(
  args: readonly string[] = [],
  environment: Record<string, string> = {},
) {
  const child = spawnCli(['start', '--port', '0', '--smtp-port', '0', ...args], environment)
  let stderr = ''
  child.stderr!.on('data', (chunk) => {
    stderr += chunk
  })
  const banner = await readBanner(child).catch((error: Error) => {
    throw new Error(`${error.message} ${stderr}`)
  })
  return {
    child,
    banner,
    /** What it has complained of until now. */
    stderr: () => stderr,
    endpoint: parseEndpoint(banner),
    /** Pulls the plug. */
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'close')
    },
  }
}

/** A folder that is gone when the test is. */
export function createTempFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'mturk-local-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}
