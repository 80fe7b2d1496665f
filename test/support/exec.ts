import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ProxyLogEntry } from '../../src/cli/exec/proxy-log.js'
import { createTempFolder, runCli } from './cli.js'

/** Runs a program as a user does by `mturk-local exec`; tells as well what the proxy noted. */
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
 * Runs a program that does what a requester does in production, and prints the balance, the URL of
 * its queue and the message that came. It must do so here, and nowhere else.
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
    'mturk-requester-sandbox.us-east-1.amazonaws.com answered here',
    'sqs.us-east-1.amazonaws.com answered here',
    'sns.us-east-1.amazonaws.com answered here',
    'sns.us-east-1.amazonaws.com answered here',
    'mturk-requester-sandbox.us-east-1.amazonaws.com answered here',
    'sqs.us-east-1.amazonaws.com answered here',
  ])
}
