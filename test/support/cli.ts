import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { ProxyLogEntry } from '../../src/cli/exec/proxy-log.js'
import { createTempFolder } from './setup.js'

/** The built program, or the packed one in suites for the package. */
const cliPath = process.env.TESTED_PROGRAM ?? 'dist/cli/main.js'

/** Runs the program until it ends or the test ends. */
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

/** Runs a command until it ends. */
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

/** Resolves with the endpoint of an emulator that was started in some other way. */
export const waitForEndpoint = async (child: ChildProcess): Promise<string> =>
  parseEndpoint(await readBanner(child))

/** Starts an emulator and resolves with its banner and endpoint. */
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
    /** Its standard error until now. */
    stderr: () => stderr,
    endpoint: parseEndpoint(banner),
    /** Kills it with SIGKILL. */
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'close')
    },
  }
}

/** Runs a program with `mturk-local exec`; returns also the proxy's log. */
export async function runExec(
  program: readonly string[],
  flags: readonly string[] = [],
  environment: Record<string, string> = {},
) {
  const log = join(createTempFolder(), 'proxy.log')
  const result = await runCli(['exec', '--proxy-log', log, ...flags, '--', ...program], environment)
  const calls = readFileSync(log, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): ProxyLogEntry => JSON.parse(line))
  return { ...result, calls }
}

/**
 * Runs a requester's production program, which prints the balance, the URL of its queue and the
 * received message. The emulator must answer all its calls.
 */
export async function expectAllCallsEmulated(
  program: readonly string[],
  environment: Record<string, string> = {},
): Promise<void> {
  const { code, out, err, calls } = await runExec(program, [], environment)

  expect(code, err).toBe(0)
  const [balance, queueUrl, ...body] = out.split('\n')
  const { Message } = JSON.parse(body.join('\n'))
  expect([balance, queueUrl, JSON.parse(Message).Events[0].EventType]).toEqual([
    '10000.00',
    'https://sqs.us-east-1.amazonaws.com/000000000000/news',
    'HITReviewable',
  ])
  expect(calls.map(({ url, outcome }) => `${new URL(url).host} ${outcome}`)).toEqual([
    'mturk-requester-sandbox.us-east-1.amazonaws.com emulated',
    'sqs.us-east-1.amazonaws.com emulated',
    'sns.us-east-1.amazonaws.com emulated',
    'sns.us-east-1.amazonaws.com emulated',
    'mturk-requester-sandbox.us-east-1.amazonaws.com emulated',
    'sqs.us-east-1.amazonaws.com emulated',
  ])
}
