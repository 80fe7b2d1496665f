import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { expectAllCallsEmulated, runCli, runExec, spawnCli } from '../support/cli.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'
import { startWebhook } from '../support/webhook.js'

const node = process.execPath
const requester = [node, 'test/cli/programs/requester.mjs']
const httpClients = [node, 'test/cli/programs/visitor.mjs']
const script = (text: string) => [node, '-e', text]

test('a program with Amazon’s host names runs unmodified, and all its calls go to the emulator', async () => {
  await expectAllCallsEmulated(requester)
})

test('links in SNS messages have Amazon’s host, and are answered here', async () => {
  const { out, err } = await runExec([node, 'test/cli/programs/subscriber.mjs'])

  expect(out, err).toBe(
    'https://sns.us-east-1.amazonaws.com 200\nhttps://sns.us-east-1.amazonaws.com 200\n0\n',
  )
})

test('exec can use a running emulator, which keeps running', async () => {
  const { endpoint, queues } = await startTestEmulator()

  const { code } = await runExec(requester, ['--endpoint', endpoint])

  expect([code, queues.all().map(({ id }) => id.name)]).toEqual([0, ['news']])
  expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(200)
})

test('a started emulator stops with the program, and its files are deleted', async () => {
  const { out } = await runExec(
    script(
      'const { MTURK_LOCAL_ENDPOINT, AWS_CA_BUNDLE } = process.env; console.log(MTURK_LOCAL_ENDPOINT, AWS_CA_BUNDLE)',
    ),
  )

  const [endpoint = '', bundle = ''] = out.trim().split(' ')
  expect(bundle).toMatch(/authorities\.pem$/)
  expect(existsSync(bundle)).toBe(false)
  await expect(fetch(endpoint)).rejects.toThrow('fetch failed')
})

test('calls to the sites’ names go to the emulator with every HTTP client of Node', async () => {
  const pages = ['https://workersandbox.mturk.com/console', 'http://www.mturk.com/console']

  const { out, calls } = await runExec([...httpClients, ...pages])

  expect(out.trim().split('\n')).toEqual(
    pages.flatMap((page) => [`${page} fetch 200`, `${page} agent 200`, `${page} own agent 200`]),
  )
  expect(calls.map(({ url, outcome }) => `${url} ${outcome}`)).toEqual(
    pages.flatMap((page) => Array(3).fill(`${page} emulated`)),
  )
})

test('calls to other hosts of Amazon are refused, printed once and logged each time', async () => {
  const { out, err, calls } = await runExec([
    ...httpClients,
    'https://s3.amazonaws.com/',
    'http://169.254.169.254/latest/meta-data/',
  ])

  expect(out.match(/ 403$/gm)).toHaveLength(6)
  const refusals = err.split('\n').filter((line) => line.includes('refused'))
  expect(refusals).toEqual([
    'mturk-local: s3.amazonaws.com was refused: MTurk, SQS and SNS are answered here, and no call goes to Amazon.',
    'mturk-local: 169.254.169.254 was refused: MTurk, SQS and SNS are answered here, and no call goes to Amazon.',
  ])
  expect(calls.map(({ url, outcome }) => `${url} ${outcome}`)).toEqual([
    ...Array(3).fill('https://s3.amazonaws.com/ refused'),
    ...Array(3).fill('http://169.254.169.254/latest/meta-data/ refused'),
  ])
})

test('a client of another service that uses AWS_ENDPOINT_URL gets an AWS error', async () => {
  const { out, err } = await runExec(
    script(`fetch(process.env.AWS_ENDPOINT_URL, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.ListTables',
        authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: '{}',
    }).then(async (answer) => console.log(answer.status, (await answer.json()).__type))`),
  )

  expect(out).toBe('403 RefusedByMTurkLocal\n')
  expect(err).toContain('mturk-local: dynamodb.eu-west-1.amazonaws.com was refused')
})

test('calls to other hosts are refused with how to allow them', async () => {
  const { out, err, calls } = await runExec([...httpClients, 'https://example.com/'])

  expect(out.match(/example\.com: 403 Refused by mturk-local exec$|cancelled/gm)).toHaveLength(3)
  expect(err).toContain('example.com was refused: no call leaves this machine.')
  expect(err).toContain('give --allow-host example.com')
  expect(calls.map(({ outcome }) => outcome)).toEqual(Array(3).fill('refused'))
})

/** On most systems another way to reach this machine, which the proxy takes for a host elsewhere. */
const withExternalAddress = (url: string) => url.replace('127.0.0.1', '0.0.0.0')

test('a refused call does not reach its host', async () => {
  const { url, requests } = await startWebhook()

  const { calls } = await runExec([...httpClients, withExternalAddress(url)])

  expect(calls.map(({ outcome }) => outcome)).toEqual(Array(3).fill('refused'))
  expect(requests).toEqual([])
})

test('a call to an allowed host reaches it', async () => {
  const { url, requests } = await startWebhook()

  const { out, calls } = await runExec(
    [...httpClients, withExternalAddress(url)],
    ['--allow-host', 'example.com,0.0.0.0'],
  )

  expect(calls.map(({ outcome }) => outcome)).toEqual(Array(3).fill('forwarded'))
  expect([out.match(/ 200$/gm)?.length, requests.length]).toEqual([3, 3])
})

test('a call to this machine bypasses the proxy', async () => {
  const { url, requests } = await startWebhook()

  const { calls } = await runExec([...httpClients, url])

  expect([calls, requests.length]).toEqual([[], 3])
})

test('real keys are hidden, and profiles keep their names with made-up keys', async () => {
  const home = createTempFolder()
  const config = join(home, 'config')
  const credentials = join(home, 'credentials')
  writeFileSync(
    config,
    '[default]\noutput = text\n[profile work]\nregion = eu-west-1\nrole_arn = arn:real\n[sso-session s]\nsso_region = x\n',
  )
  writeFileSync(
    credentials,
    '[work]\naws_access_key_id = AKIAREALREALREALREAL\naws_secret_access_key = real\n',
  )

  const { out } = await runExec(
    script(`const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE } = process.env
      console.log(JSON.stringify(process.env))
      for (const file of [AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE])
        console.log(JSON.stringify(require('fs').readFileSync(file, 'utf8')))`),
    [],
    {
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      AWS_PROFILE: 'work',
      AWS_ACCESS_KEY_ID: 'ASIAREALREALREALREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
      AWS_SESSION_TOKEN: 'real',
      HTTPS_PROXY: 'http://corporate.example:3128',
      NO_PROXY: '*',
    },
  )

  const [environment, ...files] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(out).not.toMatch(/real/i)
  expect(out).not.toContain('corporate')
  expect(environment).toMatchObject({
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    NO_PROXY: 'localhost,127.0.0.1,::1',
  })
  // Its keys are others than those of the variables: another account.
  const work = /\[work\]\naws_access_key_id = (\d{12})\n/.exec(files[1])![1]
  expect(files).toEqual([
    `[default]\naws_access_key_id = test\naws_secret_access_key = test\noutput = text\n\n[profile work]\naws_access_key_id = ${work}\naws_secret_access_key = test\nregion = eu-west-1\n`,
    `[default]\naws_access_key_id = test\naws_secret_access_key = test\noutput = text\n\n[work]\naws_access_key_id = ${work}\naws_secret_access_key = test\nregion = eu-west-1\n`,
  ])
})

test('keys that cannot be real, a region and options of other tools are kept', async () => {
  const { out } = await runExec(script('console.log(JSON.stringify(process.env))'), [], {
    AWS_ACCESS_KEY_ID: '123456789012',
    AWS_SECRET_ACCESS_KEY: 'mine',
    AWS_DEFAULT_REGION: 'us-west-2',
    NODE_OPTIONS: '--no-deprecation',
    JAVA_TOOL_OPTIONS: '-Xmx64m',
  })

  expect(JSON.parse(out)).toMatchObject({
    AWS_ACCESS_KEY_ID: '123456789012',
    AWS_SECRET_ACCESS_KEY: 'mine',
    AWS_REGION: 'us-west-2',
    NODE_OPTIONS: expect.stringMatching(/^--no-deprecation --require ".*\.cjs"$/),
    JAVA_TOOL_OPTIONS: expect.stringMatching(/^-Xmx64m -Dhttp\.proxyHost=127\.0\.0\.1 /),
  })
})

test('with --no-credentials a program finds no keys', async () => {
  const home = createTempFolder()
  const credentials = join(home, 'credentials')
  writeFileSync(credentials, '[default]\naws_access_key_id = 1\naws_secret_access_key = 1\n')
  const client = script(`import('@aws-sdk/client-mturk').then(
    ({ MTurkClient, GetAccountBalanceCommand }) =>
      new MTurkClient().send(new GetAccountBalanceCommand()).then(
        () => console.log('found'),
        ({ name }) => console.log(name),
      ),
  )`)
  const variables = {
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_ACCESS_KEY_ID: '123456789012',
    AWS_SECRET_ACCESS_KEY: 'mine',
  }

  const [without, withKeys] = await Promise.all([
    runExec(client, ['--no-credentials'], variables),
    runExec(client, [], variables),
  ])

  expect([without.out, withKeys.out]).toEqual(['CredentialsProviderError\n', 'found\n'])
})

test('the next exec removes the files of one that was killed, and they hold no key', async () => {
  const TMPDIR = createTempFolder()
  const killed = spawnCli(
    ['exec', '--', ...script('console.log(process.pid); setInterval(() => {}, 1000)')],
    { TMPDIR },
  )
  const [pid] = await once(killed.stdout!, 'data')
  onTestFinished(() => void process.kill(Number(pid), 'SIGKILL'))
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  const [folder = ''] = readdirSync(TMPDIR)
  const texts = readdirSync(join(TMPDIR, folder)).map((name) =>
    readFileSync(join(TMPDIR, folder, name), 'latin1'),
  )

  await runCli(['exec', '--', ...script('')], { TMPDIR })

  expect(texts).toHaveLength(5)
  expect(texts.filter((text) => text.includes('PRIVATE KEY'))).toEqual([])
  expect(readdirSync(TMPDIR)).toEqual([])
})

test.each([
  ['its own', script('process.exit(3)'), 3],
  ['128 and the number of the signal', script("process.kill(process.pid, 'SIGTERM')"), 143],
  ['127 when there is no such program', ['no-such-program'], 127],
  ['126 when it cannot be run', ['./README.md'], 126],
  ['its own, when it asks for help', [node, '--help'], 0],
])('the exit code is %s', async (_, program, expected) => {
  expect((await runCli(['exec', '--', ...program])).code).toBe(expected)
})

test('the exit code is the program’s, also when the temporary folder cannot be removed', async () => {
  const folder = join(createTempFolder(), 'temporary')
  mkdirSync(folder)
  const replaceFolder = script(`
    const fs = require('node:fs')
    fs.rmSync(${JSON.stringify(folder)}, { recursive: true })
    fs.writeFileSync(${JSON.stringify(folder)}, '')
    process.exit(7)`)

  const { code } = await runCli(['exec', '--', ...replaceFolder], { TMPDIR: folder })

  expect(code).toBe(7)
})

test('a signal to exec is forwarded to the program, which decides how it exits', async () => {
  const child = spawnCli([
    'exec',
    '--',
    ...script(
      "process.on('SIGTERM', () => process.exit(7)); console.log('ready'); setInterval(() => {}, 1000)",
    ),
  ])
  await once(child.stdout!, 'data')

  child.kill('SIGTERM')

  expect(await once(child, 'close')).toEqual([7, null])
})

test('data is kept from run to run, from the first on', async () => {
  const world = join(createTempFolder(), 'world.json')
  const makeQueue =
    "fetch(process.env.AWS_ENDPOINT_URL, { method: 'POST', body: new URLSearchParams({ Action: 'CreateQueue', QueueName: 'news' }) })"
  const printQueues =
    "fetch(process.env.MTURK_LOCAL_ENDPOINT + '/_mturk/queues').then(async (a) => console.log((await a.json()).queues.map(({ name }) => name).join()))"
  const flags = ['exec', '--init', world, '--export', world, '--']

  const first = await runCli([...flags, ...script(makeQueue)])
  const second = await runCli([...flags, ...script(printQueues)])

  expect([first.code, second.code, second.out]).toEqual([0, 0, 'news\n'])
  expect(JSON.parse(readFileSync(world, 'utf8')).queues).toMatchObject([{ name: 'news' }])
})

test.each([
  [['exec'], 'Give the program to run'],
  [['exec', '--seed', 'x', '--'], 'Give the program to run'],
  [['exec', '--fast', '--', 'node'], 'There is no flag --fast.'],
  [
    ['exec', '--endpoint', 'http://127.0.0.1:1', '--seed', 'x', '--', 'node'],
    '--seed is for an emulator that is started, and http://127.0.0.1:1 is already running.',
  ],
  [
    ['exec', '--proxy-log', '/none/log', '--', 'node'],
    'The log /none/log cannot be created: its folder does not exist.',
  ],
  [['exec', '--init', '/none.json', '--', 'node'], 'The init file /none.json does not exist.'],
])('%j is refused with one sentence and exit code 2', async (args, sentence) => {
  const { code, out, err } = await runCli(args)

  expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1])
  expect(err).toContain(sentence)
})

test('without the emulator of --endpoint, the program is not run', async () => {
  const { code, out, err } = await runCli([
    ...['exec', '--endpoint', 'http://127.0.0.1:1', '--'],
    ...script('console.log(1)'),
  ])

  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('No mturk-local answers at http://127.0.0.1:1')
})
