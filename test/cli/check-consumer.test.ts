import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkConsumerCommand } from '../../src/cli/commands/check-consumer.js'
import { runCli } from '../support/cli.js'
import { freePort } from '../support/free-port.js'
import { createRightHandler, startQueueConsumer } from '../support/notification-consumers.js'
import { createTempFolder, startTestEmulator, type TestEmulator } from '../support/setup.js'
import { startWebhook } from '../support/webhook.js'

const runCheck = ({ endpoint }: Pick<TestEmulator, 'endpoint'>, ...args: readonly string[]) =>
  runCli(['check-consumer', ...args], { MTURK_LOCAL_ENDPOINT: endpoint })

test('a right consumer passes, with exit code 0', async () => {
  const emulator = await startTestEmulator()
  const url = await startQueueConsumer(emulator, createRightHandler(emulator.mturk))

  const { code, out, err } = await runCheck(
    emulator,
    ...['--queue', url, '--only', 'AssignmentSubmitted,HITCreated', '--timeout', '120000'],
  )

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out.split('\n')).toEqual([
    expect.stringMatching(/^RESULT +CASE +PAYLOAD +REASON$/),
    expect.stringMatching(
      /^passed +AssignmentSubmitted +[0-9a-f]{40} +It deleted the message after \d+ ms\. It called GetAssignment, ApproveAssignment\.$/,
    ),
    expect.stringMatching(
      /^passed +HITCreated +[0-9a-f]{40} +It deleted the message after \d+ ms\.$/,
    ),
    '',
    '2 passed, 0 failed, 0 not observable.',
    '',
  ])
})

test('a failure has its reason, advice, exit code 1, and a place in a JUnit file', async () => {
  const emulator = await startTestEmulator()
  const file = join(createTempFolder(), 'results.xml')
  const url = await startQueueConsumer(emulator, ({ Events: [event] }) => {
    if (event!.EventType === 'Ping') throw new Error('What is a Ping?')
  })

  const { code, out } = await runCheck(
    emulator,
    ...['--queue', url, '--only', 'Ping,HITCreated,duplicate', '--junit', file],
    ...['--timeout', '120000', '--grace', '1'],
  )

  expect(code).toBe(1)
  expect(out).toContain(
    'Ping: Ping, which only SendTestEventNotification sends.\n  Accept every event type, and ignore those that you do not use.\n\n1 passed, 1 failed, 1 not observable.\n',
  )
  const report = readFileSync(file, 'utf8')
  expect(report).toContain(
    '<testsuite name="mturk-local check-consumer" tests="3" failures="1" skipped="1">',
  )
  expect(report).toMatch(/<failure message="It received the message and left it: after \d+ ms/)
})

test('a JUnit file that cannot be written is refused before anything is sent', async () => {
  const emulator = await startTestEmulator()
  const url = await startQueueConsumer(emulator, () => {})

  const { code, out, err } = await runCheck(emulator, '--queue', url, '--junit', '/none/x.xml')

  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toBe(
    'mturk-local: The file /none/x.xml cannot be created: its folder does not exist. Give another.\n',
  )
  expect((await emulator.control.request('GET /_mturk/checks')).checks).toEqual([])
})

test('that a consumer cannot be reached is said once, with what to do', async () => {
  const emulator = await startTestEmulator()
  const file = join(createTempFolder(), 'results.xml')
  const only = 'subscription-confirmation,Ping,HITCreated,raw'

  const { code, out, err } = await runCheck(
    emulator,
    ...['--http', 'http://127.0.0.1:1/hook', '--only', only, '--junit', file],
  )

  expect(code).toBe(1)
  const reason = 'It could not be reached. Nothing listens at 127.0.0.1:1 (ECONNREFUSED).'
  expect(out.split('\n')).toEqual([
    'RESULT          CASE                       PAYLOAD  REASON',
    `failed          subscription-confirmation           ${reason}`,
    'not observable  3 cases                             Not sent: the consumer could not be reached.',
    '',
    'subscription-confirmation: A SubscriptionConfirmation, to be confirmed.',
    '  Start the consumer, and see that it receives at the address that was given.',
    '',
    '0 passed, 1 failed, 3 not observable.',
    '',
  ])
  expect(err).toBe(`Nothing more was sent. ${reason}\n`)
  expect(readFileSync(file, 'utf8')).toContain(
    `<system-err>Nothing more was sent. ${reason}</system-err>`,
  )
})

test('prints JSON, and what the emulator refuses', async () => {
  const emulator = await startTestEmulator()
  const url = await startQueueConsumer(emulator, () => {})

  const { out } = await runCheck(
    emulator,
    ...['--queue', url, '--only', 'Ping', '--json', '--timeout', '120000'],
  )
  const refused = await runCheck(emulator, '--http', `${emulator.endpoint}/hook`)

  expect(JSON.parse(out)).toMatchObject({ passed: 1, results: [{ case: 'Ping' }] })
  expect(refused).toMatchObject({
    code: 1,
    err: expect.stringContaining('is mturk-local itself'),
  })
})

test('shows its progress in a terminal', async () => {
  const emulator = await startTestEmulator()
  const url = await startQueueConsumer(emulator, () => {})
  const shown: string[] = []
  const terminal = {
    out: () => {},
    err: (text: string) => void shown.push(text),
    environment: { MTURK_LOCAL_ENDPOINT: emulator.endpoint },
    colours: true,
  }

  await checkConsumerCommand.run(['--queue', url, '--only', 'Ping,HITCreated'], terminal)

  expect(shown[0]).toBe('\r0 of 2 cases')
  expect(shown.at(-1)).toBe('\r\x1b[K')
})

test('--smtp is --mail, and a run of all cases names the optional ones that it left out', async () => {
  const emulator = await startTestEmulator()
  const queue = emulator.queue('events')

  const mail = await runCheck(
    emulator,
    ...['--smtp', 'a@example.com', '--only', 'Ping', '--timeout', '10'],
  )
  const all = await runCheck(emulator, '--queue', queue.url, '--timeout', '10')

  expect(mail).toMatchObject({ code: 0, err: '' })
  expect(mail.out).toMatch(/\n\n0 passed, 0 failed, 1 not observable\.\n$/)
  expect(all.out).toMatch(
    /not observable\.\n\nNot sent: sns-envelope\. Send it with --only sns-envelope\.\n$/,
  )
})

test('lists the cases', async () => {
  const { code, out } = await runCheck(await startTestEmulator(), '--list')

  expect(code).toBe(0)
  expect(out).toMatch(/^CASE +TARGETS +TITLE\n/)
  expect(out).toMatch(/^several-events +queue,topic,http,mail +Three events in one payload$/m)
  expect(out).toMatch(/^raw +http +Raw: .* \(optional\)$/m)
  expect(out).toMatch(/\n\nSend the optional cases with --only sns-envelope .* or raw\.\n$/)
})

test('listens for acknowledgements', async () => {
  const emulator = await startTestEmulator()
  const ack = `http://127.0.0.1:${await freePort()}/handled`
  const refusals: string[] = []
  const url = await startQueueConsumer(emulator, async ({ EventDocId, Events }) => {
    refusals.push(await (await fetch(ack, { method: 'POST', body: 'handled' })).text())
    for (const index of Events.keys())
      await fetch(ack, { method: 'POST', body: JSON.stringify({ eventDocId: EventDocId, index }) })
  })

  const { code, out } = await runCheck(
    emulator,
    ...['--queue', url, '--only', 'several-events', '--ack', ack, '--timeout', '120000'],
  )

  expect(out).toContain('Every event was acknowledged.')
  expect(code).toBe(0)
  expect(refusals).toEqual(['The body is not JSON: post {"eventDocId": "…", "index": 0}.\n'])
})

test('two checks at once get their own acknowledgements', async () => {
  const emulator = await startTestEmulator()
  const check = async (name: string, ack: string) => {
    const url = await startQueueConsumer(
      emulator,
      async ({ EventDocId }) => {
        await fetch(ack, { method: 'POST', body: JSON.stringify({ eventDocId: EventDocId }) })
      },
      name,
    )
    return runCheck(
      emulator,
      ...['--queue', url, '--only', 'HITCreated,HITExpired', '--ack', ack, '--timeout', '120000'],
    )
  }
  const freeAddress = async () => `http://127.0.0.1:${await freePort()}/handled`
  const latest = `${emulator.endpoint}/_mturk/checks/latest/handled`
  const acknowledgeLatest = (eventDocId: string) =>
    emulator.control.request('POST /_mturk/checks/{id}/handled', {
      id: 'latest',
      body: { eventDocId },
    })
  const own = await startQueueConsumer(emulator, ({ EventDocId }) => acknowledgeLatest(EventDocId))

  const results = await Promise.all([
    check('first', await freeAddress()),
    runCheck(
      emulator,
      ...['--queue', own, '--only', 'HITCreated,HITExpired', '--ack', latest],
      ...['--timeout', '120000'],
    ),
    check('second', await freeAddress()),
  ])

  expect(results).toMatchObject(results.map(() => ({ code: 0, err: '' })))
})

test('an address for acknowledgements at which it cannot listen is refused with the reason', async () => {
  const { url } = await startWebhook()

  const { code, err } = await runCheck(
    { endpoint: 'http://127.0.0.1:1' },
    ...['--mail', 'a@example.com', '--ack', url],
  )

  expect(code).toBe(2)
  expect(err).toContain(
    `--ack cannot be "${url}". Port ${new URL(url).port} of 127.0.0.1 is taken, perhaps by another mturk-local. Give another address.`,
  )
})

describe('captured payloads', () => {
  const payload = '{"Events":[{"EventType":"HITExpired","HITId":"3HIT"}],"EventDocId":"abc"}'

  test('are found in messages of SQS, SNS and Lambda', async () => {
    const emulator = await startTestEmulator()
    const bodies: string[] = []
    const url = await startQueueConsumer(emulator, (document) => {
      bodies.push(JSON.stringify(document))
    })
    const file = join(createTempFolder(), 'captured.json')
    const envelope = { Type: 'Notification', Message: payload }
    writeFileSync(
      file,
      [
        payload,
        JSON.stringify({ Body: payload }),
        JSON.stringify({ Records: [{ Sns: envelope }, { body: JSON.stringify(envelope) }] }),
      ].join('\n'),
    )

    const { code } = await runCheck(
      emulator,
      ...['--queue', url, '--payloads', file, '--timeout', '120000'],
    )

    expect(code).toBe(0)
    expect(bodies).toEqual([payload, payload, payload, payload])
  })

  test('must be in the file', async () => {
    const file = join(createTempFolder(), 'captured.json')
    writeFileSync(file, '[{"Events":[]}, {"answer":42}]')

    await expect(
      runCheck({ endpoint: 'http://127.0.0.1:1' }, '--mail', 'a@example.com', '--payloads', file),
    ).resolves.toMatchObject({
      code: 2,
      err: expect.stringContaining('has no notification in item 2'),
    })
  })
})

test.each([
  [[], 'Give one of --queue URL, --topic ARN, --http URL and --mail ADDRESS.'],
  [['--queue', 'http://127.0.0.1/1/q', '--mail', 'a@example.com'], 'Give one of --queue'],
  [
    ['--mail', 'a@example.com', '--ack', 'http://example.com/handled'],
    'Give an address of this machine',
  ],
])('%j is refused with exit code 2', async (args, message) => {
  await expect(runCheck({ endpoint: 'http://127.0.0.1:1' }, ...args)).resolves.toMatchObject({
    code: 2,
    err: expect.stringContaining(message),
  })
})
