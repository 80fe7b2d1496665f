import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli, spawnCli, startCli } from '../support/cli.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'

function writeTempFile(content: unknown): string {
  const path = join(createTempFolder(), 'given.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

test('start prints where it listens, and stops cleanly on a signal', async () => {
  const { child, banner, endpoint } = await startCli()
  expect(banner).toContain(`export AWS_ENDPOINT_URL=${endpoint}`)
  expect(banner).not.toContain('\u001b')
  expect((await fetch(`${endpoint}/_mturk/ready`)).status).toBe(200)

  child.kill('SIGINT')

  expect(await once(child, 'close')).toEqual([0, null])
})

test('settings come from flags before variables before the config file', async () => {
  const config = writeTempFile({ environment: 'production', region: 'eu-west-1', policy: 'off' })
  const { endpoint } = await startCli(['--config', config, '--environment', 'sandbox'], {
    MTURK_LOCAL_SEED: 'x',
  })

  const info = (await (await fetch(`${endpoint}/_mturk/info`)).json()) as { environment: string }

  expect(info.environment).toBe('sandbox')
})

test('an init file is applied before the emulator is ready', async () => {
  const init = writeTempFile({
    accounts: [{ account: '000000000000', customerId: 'A1MYSELF' }],
    queues: [{ name: 'news', policy: { Version: '2012-10-17', Statement: [] } }],
    topics: [
      {
        name: 'news',
        subscriptions: [{ protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:000000000000:news' }],
      },
    ],
  })
  const { endpoint } = await startCli(['--init', init])

  const sent = await runCli(
    ['send-test-event', '--to', 'arn:aws:sns:us-east-1:000000000000:news'],
    {
      MTURK_LOCAL_ENDPOINT: endpoint,
    },
  )

  await fetch(`${endpoint}/_mturk/settled`)

  expect(sent).toMatchObject({ code: 0, err: '' })
  const {
    queues: [queue],
  } = (await (await fetch(`${endpoint}/_mturk/queues`)).json()) as {
    queues: [{ messages: readonly { body: string }[] }]
  }
  expect(queue.messages[0]!.body).toContain('A1MYSELF')
})

test.each([
  [['start', '--port', 'many'], '--port cannot be "many". Give a whole number from 0 to 65535.'],
  [['start', '--colour'], 'There is no flag --colour.'],
  [['start', '--sqs-endpoint', 'nowhere'], 'Give a URL such as http://127.0.0.1:4566.'],
  [['start', '--config', '/none.json'], 'The config file /none.json does not exist.'],
  [['start', '--init', '/none.json'], 'The init file /none.json does not exist.'],
  [['fly'], 'There is no command fly.'],
  [['send-test-event', 'Party'], 'EVENT cannot be "Party". Give one of AssignmentAccepted,'],
  [['reset', 'all'], 'all is not expected. Did you mean --all?'],
])('%j is refused with one sentence and exit code 2', async (args, sentence) => {
  const { code, err, out } = await runCli(args)

  expect([code, out, err.trim().split('\n').length]).toEqual([2, '', 1])
  expect(err).toContain(sentence)
})

test.each([
  [
    { prot: 1 },
    'There is no setting "prot" of the config file. Did you mean "port" of the config file?',
  ],
  [{ policy: 'sometimes' }, 'Give one of warn, enforce, off.'],
  ['[1]', 'is not a JSON object of settings'],
])('the config file %j is refused with what to give instead', async (config, sentence) => {
  const { code, err } = await runCli(['start', '--config', writeTempFile(config)])

  expect(code).toBe(2)
  expect(err).toContain(sentence)
})

test('an unknown variable is refused', async () => {
  const { code, err } = await runCli(['start'], { MTURK_LOCAL_PROT: '1' })

  expect([code, err]).toEqual([
    2,
    'mturk-local: There is no setting MTURK_LOCAL_PROT. Did you mean MTURK_LOCAL_PORT? See mturk-local start --help.\n',
  ])
})

test('a port that is in use is reported with what to give instead', async () => {
  const { endpoint } = await startTestEmulator()
  const { port } = new URL(endpoint)

  const { code, err } = await runCli(['start', '--port', port, '--smtp-port', '0'])

  expect(code).toBe(2)
  expect(err).toContain(`Port ${port} of 127.0.0.1 is taken`)
})

test('test events are sent, listed, waited for, followed and deleted', async () => {
  const { endpoint } = await startTestEmulator()
  const environment = { MTURK_LOCAL_ENDPOINT: endpoint }
  const following = spawnCli(['deliveries', '--follow', '--json'], environment)
  const followed = once(following.stdout!, 'data')
  await once(following.stderr!, 'data')

  expect(
    await runCli(['send-test-event', 'HITExpired', '--to', 'a@example.com'], environment),
  ).toEqual({
    code: 0,
    out: 'Delivered to a@example.com.\n',
    err: '',
  })
  expect(JSON.parse(String((await followed)[0]))).toMatchObject({ destination: 'a@example.com' })
  const table = await runCli(['deliveries'], environment)
  expect(table.out).toMatch(
    /^CREATED AT +EVENTS +TRANSPORT +STATUS +ATTEMPTS +DESTINATION +ID\n\S+ +HITExpired +Email +sent +1 +a@example.com/,
  )
  expect((await runCli(['wait', '--event-type', 'HITExpired'], environment)).code).toBe(0)
  expect((await runCli(['wait', '--event-type', 'Ping', '--timeout', '1'], environment)).code).toBe(
    1,
  )
  expect((await runCli(['reset'], environment)).code).toBe(0)
  expect((await runCli(['deliveries'], environment)).err).toContain('No deliveries yet.')
})

test('a failed test event exits with code 1 and the reason', async () => {
  const { endpoint } = await startTestEmulator()

  const { code, err } = await runCli([
    'send-test-event',
    '--to',
    'http://localhost/000000000000/none',
    '--endpoint',
    endpoint,
  ])

  expect(code).toBe(1)
  expect(err).toBe(
    'mturk-local: The SQS destination http://localhost/000000000000/none did not take the notification: The specified queue does not exist. (InternalFailure)\n',
  )
})

test('without an emulator the commands report that none answers', async () => {
  const { code, err } = await runCli(['status', '--endpoint', 'http://127.0.0.1:1'])

  expect([code, err]).toEqual([
    1,
    expect.stringContaining('No mturk-local answers at http://127.0.0.1:1'),
  ])
})

test.each(['start', 'send-test-event', 'deliveries', 'wait', 'reset', 'status'])(
  'the help of %s has an example',
  async (command) => {
    const { code, out } = await runCli([command, '--help'])

    expect(code).toBe(0)
    expect(out).toContain(`Example\n  mturk-local ${command}`)
  },
)

test('--version and --help print and exit', async () => {
  expect((await runCli(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect((await runCli(['--help'])).out).toContain('send-test-event')
})

test('fault rules are added, listed with their counts, and removed', async () => {
  const { endpoint } = await startCli(['--fault', 'throttle operation=CreateHIT nth=1'])
  const fault = (...args: string[]) =>
    runCli(['fault', ...args], { MTURK_LOCAL_ENDPOINT: endpoint }).then(({ out, err }) => out + err)
  const lines = async (...args: string[]) => (await fault(...args)).trim().split('\n')

  expect(await lines('drop', 'transport=SQS', 'nth=1,2', 'id=lost')).toEqual([
    'ID       APPLIED  MATCHED  RULE',
    'fault-1  0        0        throttle operation=CreateHIT nth=1',
    'lost     0        0        drop transport=SQS nth=1,2',
  ])
  await runCli(['send-test-event', '--to', `${endpoint}/000000000000/none`], {
    MTURK_LOCAL_ENDPOINT: endpoint,
  })
  expect((await lines())[2]).toBe('lost     1        1        drop transport=SQS nth=1,2')
  expect((await runCli(['deliveries', '--endpoint', endpoint])).out).toContain('sent (drop)')

  expect(await lines('--remove', 'lost')).toHaveLength(2)
  expect(await fault('--clear')).toBe('There are no fault rules.\n')
  expect(await fault('error', 'operation=GetHIT', 'message=No such; thing', '--json')).toContain(
    '"message":"No such; thing"',
  )
})

test('an invalid fault rule is refused, also at the start', async () => {
  const { endpoint } = await startCli()

  expect(
    await runCli(['fault', 'drop', 'operation=CreateHIT', '--endpoint', endpoint]),
  ).toMatchObject({
    code: 2,
    err: expect.stringContaining('mturk-local: drop is for deliveries: give transport,'),
  })
  expect(await runCli(['start', '--fault', 'throttle'])).toMatchObject({
    code: 2,
    err: 'mturk-local: --fault cannot be "throttle". Give a target: operation=* for calls, transport=* for deliveries, or something narrower.\n',
  })
})

test('a config file and an init file can have fault rules', async () => {
  const config = writeTempFile({
    fault: ['throttle operation=*', { what: 'drop', when: { nth: 2 } }],
  })
  const init = writeTempFile({ faults: ['hang operation=GetHIT id=late'] })
  const { endpoint } = await startCli(['--config', config, '--init', init])

  const { out } = await runCli(['fault', '--endpoint', endpoint])

  expect(out.trim().split('\n').slice(1)).toEqual([
    'fault-1  0        0        throttle operation=*',
    'fault-2  0        0        drop transport=* nth=2',
    'late     0        0        hang operation=GetHIT',
  ])
})

test('an invalid fault rule of an init file fails the start', async () => {
  const init = writeTempFile({ faults: ['throttle operation=CreateHits'] })

  expect(await runCli(['start', '--port', '0', '--smtp-port', '0', '--init', init])).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no operation CreateHits.'),
  })
})
