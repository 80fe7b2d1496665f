import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Entry } from '../../src/cli/exec/journal.js'
import { folder, run } from './program.js'

/** Runs a program as a user does by `mturk-local exec`; tells as well what the proxy noted. */
export async function exec(
  program: readonly string[],
  flags: readonly string[] = [],
  environment: Record<string, string> = {},
) {
  const log = join(folder(), 'proxy.log')
  const ended = await run(['exec', '--proxy-log', log, ...flags, '--', ...program], environment)
  const calls = readFileSync(log, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Entry => JSON.parse(line))
  return { ...ended, calls }
}

/**
 * Runs a program that does what a requester does in production, and prints the balance, the URL of
 * its queue and the message that came. It must do so here, and nowhere else.
 */
export async function expectToLandHere(
  program: readonly string[],
  environment: Record<string, string> = {},
): Promise<void> {
  const { code, out, err, calls } = await exec(program, [], environment)

  expect(code, err).toBe(0)
  const [balance, queueUrl, ...body] = out.split('\n')
  const { Message } = JSON.parse(body.join('\n'))
  expect([balance, queueUrl, JSON.parse(Message).Events[0].EventType]).toEqual([
    '10000.00',
    'https://sqs.us-east-1.amazonaws.com/000000000000/news',
    'HITReviewable',
  ])
  expect(calls.map(({ url, became }) => `${new URL(url).host} ${became}`)).toEqual([
    'mturk-requester-sandbox.us-east-1.amazonaws.com answered here',
    'sqs.us-east-1.amazonaws.com answered here',
    'sns.us-east-1.amazonaws.com answered here',
    'sns.us-east-1.amazonaws.com answered here',
    'mturk-requester-sandbox.us-east-1.amazonaws.com answered here',
    'sqs.us-east-1.amazonaws.com answered here',
  ])
}
