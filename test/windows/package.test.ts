import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { createTempFolder } from '../support/setup.js'
import { runNode, startNode } from './run-node.js'
import { toNativePath, usesWine } from './system.js'

const cwd = inject('systemFolder')
const cli = 'node_modules/mturk-local/dist/cli/main.js'
const runCli = (...args: readonly string[]) => runNode([cli, ...args], cwd)
const isWindows = usesWine || process.platform === 'win32'

/** Writes a program into a folder of the test. */
function writeProgram(name: string, text: string): string {
  const file = join(createTempFolder(), name)
  writeFileSync(file, text)
  return file
}

test('start serves a data file with a space and a letter beyond ASCII, until stop', async () => {
  const data = join(createTempFolder(), 'My World ü.db')
  const started = startNode(
    [cli, 'start', '--port', '0', '--smtp-port', '0', '--data', toNativePath(data)],
    cwd,
  )
  await expect.poll(started.out, { timeout: 60_000 }).toContain('Ctrl-C')
  const endpoint = /endpoint {2}(\S+)/.exec(started.out())![1]!

  const sent = await runCli(
    ...['send-test-event', 'HITReviewable', '--to', 'you@example.com', '--endpoint', endpoint],
  )
  const mails = await (await fetch(`${endpoint}/_mturk/mailbox`)).json()
  const stopped = await runCli('stop', '--endpoint', endpoint)

  expect(sent).toMatchObject({ code: 0, err: '' })
  expect(mails).toMatchObject({ mails: [{ to: ['you@example.com'] }] })
  expect(stopped).toMatchObject({ code: 0, out: `The emulator at ${endpoint} has ended.\n` })
  expect(await started.exitCode).toBe(0)
  expect(existsSync(data)).toBe(true)
  const line = isWindows
    ? `$env:AWS_ENDPOINT_URL='${endpoint}'`
    : `export AWS_ENDPOINT_URL=${endpoint}`
  expect(started.out()).toContain(line)
})

test('exec answers the calls of a Node program', async () => {
  const program = writeProgram(
    'call.mjs',
    `const response = await fetch('https://mturk-requester.us-east-1.amazonaws.com', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'MTurkRequesterServiceV20170117.GetAccountBalance',
        authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-date': '20260101T000000Z',
      },
      body: '{}',
    })
    console.log(response.status, await response.text())`,
  )

  const { code, out, err } = await runCli('exec', '--', 'node', toNativePath(program))

  expect({ code, out }, err).toEqual({ code: 0, out: '200 {"AvailableBalance":"10000.00"}\n' })
})

/** Runs a program with exec; npm is found on the PATH. */
function runExec(...args: readonly string[]) {
  // Windows' Node comes with such a file, which its package for npm lacks.
  writeFileSync(join(cwd, 'npm.cmd'), '@node "%~dp0node_modules\\npm\\bin\\npm-cli.js" %*\r\n')
  return runNode([cli, 'exec', ...args], cwd, [cwd])
}

test('exec finds npm', async () => {
  const { code, out, err } = await runExec('--', 'npm', '--version')

  expect(code, err).toBe(0)
  expect(out).toMatch(/^\d+\.\d+\.\d+\s*$/)
})

test('exec takes the program without the two dashes, and exits with its code', async () => {
  expect((await runExec('npm', 'no-such-command')).code).toBe(1)
})

test('exec exits with 127 when there is no such program', async () => {
  const { code, err } = await runExec('--', 'no-such-program')

  expect(code).toBe(127)
  expect(err).toContain('mturk-local: There is no program no-such-program.')
})

test('a data file of the library can be deleted after close', async () => {
  const data = toNativePath(join(createTempFolder(), 'world.db'))
  const program = `const { startEmulator } = require('mturk-local')
    const { existsSync, unlinkSync } = require('node:fs')
    const data = ${JSON.stringify(data)}
    startEmulator({ data }).then(async (emulator) => {
      await emulator.worker('A1WORKER').update({})
      await emulator.close()
      unlinkSync(data)
      console.log(existsSync(data))
    })`

  const { code, out, err } = await runNode(['-e', program], cwd)

  expect({ code, out }, err).toEqual({ code: 0, out: 'false\n' })
})
