import {
  ApproveAssignmentCommand,
  GetAssignmentCommand,
  GetHITCommand,
} from '@aws-sdk/client-mturk'
import { SubscribeCommand } from '@aws-sdk/client-sns'
import { DeleteQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { describe, expect, test } from 'vitest'
import { checkCases } from '../../../src/domain/consumer-check/check-case.js'
import type { CheckInput, CheckView } from '../../../src/server/control/views.js'
import { functionArn, longTimeout, writeHandler } from '../../services/lambda/start-function.js'
import {
  confirmByApi,
  confirmBySubscribeUrl,
  createReviewer,
  createRightHandler,
  createVerifier,
  startQueueConsumer,
  startWebhookConsumer,
} from '../../support/notification-consumers.js'
import { startTestEmulator, type TestEmulator } from '../../support/setup.js'
import { startWebhook } from '../../support/webhook.js'

/** Long enough for any machine: no case of these tests waits for it, unless it says so. */
const timeout = 120_000

async function runCheck({ control }: TestEmulator, input: CheckInput): Promise<CheckView> {
  let check = await control.request('POST /_mturk/checks', { body: { timeout, ...input } })
  const { id } = check
  while (check.state === 'running')
    check = await control.request('GET /_mturk/checks/{id}/wait', { id, timeout: 60_000 })
  return check
}

const namesOf = ({ results }: CheckView, outcome: string) =>
  results.filter((each) => each.outcome === outcome).map((each) => each.case)

const reasonOf = ({ results }: CheckView, name: string) =>
  results.find((each) => each.case === name)?.reason

const casesFor = (target: 'queue' | 'http') =>
  checkCases.filter(({ targets }) => targets.includes(target)).map(({ name }) => name)

describe('a consumer of a queue', () => {
  const check = (address: string, more: Partial<CheckInput> = {}): CheckInput => ({
    target: { kind: 'queue', address },
    ...more,
  })

  test('passes every case when it is right', async () => {
    const emulator = await startTestEmulator()
    const url = await startQueueConsumer(emulator, createRightHandler(emulator.mturk))

    const result = await runCheck(emulator, check(url, { only: casesFor('queue') }))

    expect(result.results.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
    expect(result).toMatchObject({
      state: 'finished',
      passed: casesFor('queue').length,
      account: '000000000000',
    })
  })

  test('passes with a FIFO queue too, also in an envelope', async () => {
    const emulator = await startTestEmulator()
    const handle = createRightHandler(emulator.mturk)
    const url = await startQueueConsumer(emulator, handle, 'events.fifo')
    const only = ['HITCreated', 'duplicate', 'sns-envelope']

    const result = await runCheck(emulator, check(url, { only }))

    expect(namesOf(result, 'passed')).toEqual(only)
  })

  test('that reads Events[0] only fails where there are several events', async () => {
    const emulator = await startTestEmulator()
    const review = createReviewer(emulator.mturk)
    const url = await startQueueConsumer(emulator, ({ Events }) => review(Events[0]!))

    // It has made its calls when it deletes a message: none of them is late.
    const result = await runCheck(emulator, check(url, { grace: 1 }))

    expect(namesOf(result, 'failed')).toEqual([
      'test-event',
      'several-events',
      'several-hit-events',
    ])
    expect(reasonOf(result, 'several-events')).toBe(
      'It handled Events[0] (AssignmentSubmitted), but made no call about Events[1] (AssignmentSubmitted), Events[2] (AssignmentSubmitted).',
    )
  })

  test('that raises on two events leaves them in the queue', async () => {
    const emulator = await startTestEmulator()
    const handle = createRightHandler(emulator.mturk)
    const url = await startQueueConsumer(emulator, (document) => {
      if (document.Events.length > 1) throw new Error('One event was expected.')
      return handle(document)
    })

    const result = await runCheck(emulator, check(url))

    expect(namesOf(result, 'failed')).toEqual([
      'test-event',
      'several-events',
      'several-hit-events',
    ])
    expect(reasonOf(result, 'several-events')).toMatch(
      /^It received the message and left it: after \d+ ms the message was visible again\.$/,
    )
  })

  test('that always needs AssignmentId fails on events of HITs', async () => {
    const emulator = await startTestEmulator()
    const handle = createRightHandler(emulator.mturk)
    const url = await startQueueConsumer(emulator, (document) => {
      for (const { AssignmentId } of document.Events) AssignmentId!.toLowerCase()
      return handle(document)
    })

    const result = await runCheck(emulator, check(url))

    expect(namesOf(result, 'failed')).toEqual([
      ...['HITCreated', 'HITExpired', 'HITReviewable', 'HITExtended', 'HITDisposed'],
      ...['test-hit-event', 'several-hit-events'],
    ])
  })

  test('that calls nothing and acknowledges nothing passes nothing that cannot be seen', async () => {
    const emulator = await startTestEmulator()
    const url = await startQueueConsumer(emulator, () => {})

    const result = await runCheck(emulator, check(url, { grace: 1 }))

    expect(namesOf(result, 'failed')).toEqual([])
    expect(namesOf(result, 'not observable')).toEqual([
      ...['test-event', 'several-events', 'several-hit-events', 'duplicate'],
    ])
  })

  test('that acknowledges passes when it acknowledged each event once', async () => {
    const emulator = await startTestEmulator()
    const handled = new Set<string>()
    const url = await startQueueConsumer(emulator, async ({ EventDocId, Events }) => {
      if (handled.has(EventDocId)) return
      handled.add(EventDocId)
      for (const index of Events.keys())
        await emulator.control.request('POST /_mturk/checks/{id}/handled', {
          id: 'latest',
          body: { eventDocId: EventDocId, index },
        })
    })

    const result = await runCheck(emulator, check(url, { acknowledges: true }))

    expect(result.results.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
  })

  test('that acknowledges the first event only fails where there are several', async () => {
    const emulator = await startTestEmulator()
    const url = await startQueueConsumer(emulator, async ({ EventDocId }) => {
      await emulator.control.request('POST /_mturk/checks/{id}/handled', {
        id: 'latest',
        body: { eventDocId: EventDocId },
      })
    })

    const only = ['AssignmentApproved', 'several-events', 'duplicate']
    const result = await runCheck(emulator, check(url, { acknowledges: true, only, grace: 1 }))

    expect(namesOf(result, 'passed')).toEqual(['AssignmentApproved'])
    expect(reasonOf(result, 'several-events')).toBe(
      'It took the message, but did not acknowledge Events[1] (AssignmentSubmitted), Events[2] (AssignmentSubmitted).',
    )
    expect(reasonOf(result, 'duplicate')).toBe(
      'It handled the event 2 times: once for each message.',
    )
  })

  test('that does not run ends the check, and nothing has passed', async () => {
    const emulator = await startTestEmulator()
    const { url } = emulator.queue('events')

    const result = await runCheck(emulator, check(url, { timeout: 10 }))

    expect(result).toMatchObject({
      passed: 0,
      failed: 1,
      problem: 'Nothing more was sent. Nothing received the message within 10 ms.',
    })
    expect(result.results[0]).toMatchObject({
      reason: 'Nothing received the message within 10 ms.',
      advice: 'Start the consumer, and see that it receives at the address that was given.',
    })
    expect(new Set(result.results.slice(1).map(({ reason }) => reason))).toEqual(
      new Set(['Not sent: the consumer could not be reached.']),
    )
    expect(emulator.queues.getByUrl(url).peek()).toEqual([])
  })

  test('that leaves a message until it is in the dead-letter queue fails', async () => {
    const emulator = await startTestEmulator()
    const { sqs } = emulator
    const id = { account: '000000000000', region: 'us-east-1' }
    const { arn } = emulator.queues.create({ ...id, name: 'dead' })
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 1 })
    emulator.queues.create({ ...id, name: 'events' }, { RedrivePolicy, VisibilityTimeout: '1' })
    const { url } = emulator.queue('events')

    const checking = runCheck(emulator, check(url, { only: ['HITCreated'] }))
    const receive = () => sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 1 }))
    while (emulator.queues.findByArn(arn)!.count('ready') === 0) await receive()

    expect(reasonOf(await checking, 'HITCreated')).toBe(
      'It received the message and left it: now it is in dead.',
    )
  })

  test('whose queue is deleted ends the check, and nothing has failed', async () => {
    const emulator = await startTestEmulator()
    const { sqs } = emulator
    const { url } = emulator.queue('events')

    const checking = runCheck(emulator, check(url, { only: ['HITCreated', 'HITReviewable'] }))
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }))
    await sqs.send(new DeleteQueueCommand({ QueueUrl: url }))

    const problem = 'Nothing more was sent. The queue events was deleted.'
    const result = await checking
    expect(result).toMatchObject({ problem, failed: 0, notObservable: 2 })
    expect(reasonOf(result, 'HITCreated')).toBe(problem)
    expect(reasonOf(result, 'HITReviewable')).toBe('Not sent: the check had ended.')
  })

  test('meets captured payloads', async () => {
    const emulator = await startTestEmulator()
    const url = await startQueueConsumer(emulator, ({ Events }) => {
      if (Events[0]!.HITId === '3BAD') throw new Error('Bad.')
    })
    const payload = (HITId: string) =>
      `{ "Events": [{"EventType":"HITExpired","HITId":"${HITId}"}], "EventDocId": "${HITId}" }`
    const payloads = [payload('3GOOD'), payload('3BAD')]

    const result = await runCheck(emulator, check(url, { payloads }))

    expect(namesOf(result, 'passed')).toEqual(['payload-1'])
    expect(namesOf(result, 'failed')).toEqual(['payload-2'])
    const { id } = result
    await expect(
      emulator.control.request('GET /_mturk/checks/{id}/payloads/{eventDocId}', {
        id,
        eventDocId: '3BAD',
      }),
    ).resolves.toEqual({ case: 'payload-2', eventDocId: '3BAD', payload: payloads[1] })
  })
})

describe('captured payloads with one EventDocId', () => {
  const payload = (...hits: readonly string[]) =>
    JSON.stringify({
      Events: hits.map((HITId) => ({ EventType: 'HITReviewable', HITId })),
      EventDocId: 'abc',
    })
  const sameId = (others: string) =>
    `The message was sent, but ${others} the same EventDocId, so it cannot be seen which of them the consumer handled. Give each payload an EventDocId of its own.`

  test('have not passed by the acknowledgement of another', async () => {
    const emulator = await startTestEmulator()
    let isFirst = true
    const url = await startQueueConsumer(emulator, async ({ EventDocId }) => {
      if (!isFirst) return
      isFirst = false
      await emulator.control.request('POST /_mturk/checks/{id}/handled', {
        id: 'latest',
        body: { eventDocId: EventDocId },
      })
    })

    const { results } = await runCheck(emulator, {
      target: { kind: 'queue', address: url },
      payloads: [payload('3CAT'), payload('3CAT'), payload('3CAT')],
      acknowledges: true,
    })

    expect(results.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['not observable', sameId('payload-2, payload-3 have')],
      ['not observable', sameId('payload-1, payload-3 have')],
      ['not observable', sameId('payload-1, payload-2 have')],
    ])
  })

  test('are judged each by the deletion of its message', async () => {
    const emulator = await startTestEmulator()
    const url = await startQueueConsumer(emulator, async ({ Events: [event] }) => {
      const { HITId } = event!
      if (HITId === '3BAD') throw new Error('Bad.')
      await emulator.mturk.send(new GetHITCommand({ HITId })).catch(() => {})
    })

    const result = await runCheck(emulator, {
      target: { kind: 'queue', address: url },
      payloads: [payload('3GOOD'), payload('3BAD'), payload('3GOOD', '3CAT')],
    })

    expect(namesOf(result, 'passed')).toEqual(['payload-1'])
    expect(namesOf(result, 'failed')).toEqual(['payload-2'])
    expect(reasonOf(result, 'payload-3')).toBe(sameId('payload-1, payload-2 have'))
  })
})

describe('a web hook', () => {
  const check = (address: string, only?: readonly string[]): CheckInput => ({
    target: { kind: 'http', address },
    only: only && [...only],
  })

  test('passes every case when it is right', async () => {
    const emulator = await startTestEmulator()
    const url = await startWebhookConsumer({
      handle: createRightHandler(emulator.mturk),
      confirm: confirmBySubscribeUrl,
      verify: createVerifier(['1', '2']),
    })

    const result = await runCheck(emulator, check(url, casesFor('http')))

    expect(result.results.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
    // What was created for the check is gone.
    expect(emulator.topics.all()).toEqual([])
  })

  test('may answer before it acts', async () => {
    const emulator = await startTestEmulator()
    const url = await startWebhookConsumer({
      handle: createRightHandler(emulator.mturk),
      confirm: confirmBySubscribeUrl,
      verify: createVerifier(['1', '2']),
      answersFirst: true,
    })
    const only = ['AssignmentSubmitted', 'forged-message', 'duplicate', 'several-events']

    const result = await runCheck(emulator, { ...check(url, only), grace: timeout })

    expect(namesOf(result, 'passed').toSorted()).toEqual(only.toSorted())
  })

  test('that confirms by SubscribeURL and verifies nothing acts on a forged message', async () => {
    const emulator = await startTestEmulator()
    const url = await startWebhookConsumer({
      handle: createRightHandler(emulator.mturk),
      confirm: confirmBySubscribeUrl,
    })

    const result = await runCheck(emulator, check(url))

    expect(namesOf(result, 'failed')).toEqual(['forged-message'])
    expect(reasonOf(result, 'forged-message')).toBe(
      'It acted on the forged message: it called GetAssignment, ApproveAssignment.',
    )
  })

  test('that confirms by ConfirmSubscription and remembers nothing acts on a duplicate', async () => {
    const emulator = await startTestEmulator()
    const { mturk, sns } = emulator
    const url = await startWebhookConsumer({
      async handle({ Events }) {
        for (const { AssignmentId, EventType } of Events)
          if (EventType === 'AssignmentSubmitted')
            await mturk.send(new ApproveAssignmentCommand({ AssignmentId })).catch(() => {})
      },
      confirm: confirmByApi(sns),
      verify: createVerifier(['1', '2']),
    })

    const result = await runCheck(emulator, check(url))

    expect(namesOf(result, 'failed')).toEqual(['duplicate'])
    expect(reasonOf(result, 'duplicate')).toBe(
      'It called ApproveAssignment 2 times for one event: once for each message.',
    )
    expect(namesOf(result, 'not observable')).toEqual(['several-hit-events'])
  })

  test('that verifies signatures of version 1 only refuses those of version 2', async () => {
    const emulator = await startTestEmulator()
    const url = await startWebhookConsumer({
      handle: createRightHandler(emulator.mturk),
      confirm: confirmBySubscribeUrl,
      verify: createVerifier(['1']),
    })

    const result = await runCheck(emulator, check(url))

    expect(namesOf(result, 'failed')).toEqual(['signature-v2'])
    expect(reasonOf(result, 'signature-v2')).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/hook answered 400, after \d+ ms\.$/,
    )
  })

  test('that does not confirm fails, and gets the other cases all the same', async () => {
    const emulator = await startTestEmulator()
    const { url } = await startWebhook()

    const result = await runCheck(emulator, {
      ...check(url, ['subscription-confirmation', 'HITCreated']),
      // The other case has to be answered within it, on a busy machine too.
      timeout: 3000,
    })

    expect(namesOf(result, 'failed')).toEqual(['subscription-confirmation'])
    expect(namesOf(result, 'passed')).toEqual(['HITCreated'])
  })

  test('at which nothing listens ends the check', async () => {
    const emulator = await startTestEmulator()

    const result = await runCheck(emulator, check('http://127.0.0.1:1/hook'))

    expect(result).toMatchObject({ passed: 0, failed: 1 })
    expect(result.problem).toBe(
      'Nothing more was sent. It could not be reached. Nothing listens at 127.0.0.1:1 (ECONNREFUSED).',
    )
  })

  test('is never the emulator itself, nor another machine', async () => {
    const emulator = await startTestEmulator()

    await expect(runCheck(emulator, check(`${emulator.endpoint}/hook`))).rejects.toThrow(
      'is mturk-local itself',
    )
    await expect(runCheck(emulator, check('http://example.com/hook'))).rejects.toThrow(
      'example.com is not this machine',
    )
  })
})

test('a topic is checked by all its subscribers', async () => {
  const emulator = await startTestEmulator()
  const url = await startQueueConsumer(emulator, createRightHandler(emulator.mturk))
  const hook = await startWebhook(Array(1000).fill(500))
  const { arn } = emulator.topic('news')
  const subscribe = (Protocol: string, Endpoint: string) =>
    emulator.sns.send(new SubscribeCommand({ TopicArn: arn, Protocol, Endpoint }))
  await subscribe('sqs', emulator.queues.getByUrl(url).arn)
  const target = { kind: 'topic', address: arn } as const

  const one = await runCheck(emulator, { target, only: ['HITCreated', 'signature-v2'] })
  const subscription = emulator.topics.subscribe(emulator.topics.get(arn), '000000000000', {
    protocol: 'http',
    endpoint: hook.url,
    attributes: {
      DeliveryPolicy: JSON.stringify({ healthyRetryPolicy: { numRetries: 0 } }),
    },
  })
  emulator.topics.confirmDirectly(subscription)
  const both = await runCheck(emulator, { target, only: ['HITCreated'] })

  expect(namesOf(one, 'passed')).toEqual(['HITCreated', 'signature-v2'])
  expect(emulator.topics.get(arn).attributes.SignatureVersion).toBe('1')
  expect(both.results[0]!.payloads[0]!.seen).toEqual([
    expect.stringContaining('It deleted the message'),
    expect.stringContaining('answered 500'),
  ])
  expect(namesOf(both, 'failed')).toEqual(['HITCreated'])
})

test('a forged message that does not arrive is not refused', async () => {
  const emulator = await startTestEmulator()
  const { arn } = emulator.topic('news')
  const endpoint = 'http://127.0.0.1:1/hook'
  const subscription = emulator.topics.subscribe(emulator.topics.get(arn), '000000000000', {
    ...{ protocol: 'http', endpoint, attributes: {} },
  })
  emulator.topics.confirmDirectly(subscription)

  const result = await runCheck(emulator, {
    target: { kind: 'topic', address: arn },
    only: ['forged-message'],
  })

  expect(result).toMatchObject({ passed: 0, failed: 0, notObservable: 1 })
  expect(reasonOf(result, 'forged-message')).toBe(result.problem)
})

test('a function that a topic invokes fails with its error', async () => {
  const lambda = writeHandler(`
    export const handler = ({ Records: [{ Sns }] }) => {
      if (JSON.parse(Sns.Message).Events.length > 1) throw new Error('One event was expected.')
    }`)
  const emulator = await startTestEmulator({ lambda, ...longTimeout })
  const { arn } = emulator.topic('news')
  await emulator.sns.send(
    new SubscribeCommand({ TopicArn: arn, Protocol: 'lambda', Endpoint: functionArn }),
  )
  const target = { kind: 'topic', address: arn } as const

  const result = await runCheck(emulator, { target, only: ['HITCreated', 'several-events'] })

  expect(namesOf(result, 'passed')).toEqual(['HITCreated'])
  expect(reasonOf(result, 'several-events')).toMatch(
    /^Error: One event was expected, after \d+ ms\.$/,
  )
})

test('a reader of mails is seen by what it deletes', async () => {
  const emulator = await startTestEmulator()
  emulator.mailbox.received.on(({ id }) => {
    setImmediate(() => void emulator.control.request('DELETE /_mturk/mailbox/{id}', { id }))
  })
  const target = { kind: 'mail', address: 'reader@example.com' } as const

  const result = await runCheck(emulator, { target, only: ['HITCreated', 'version-2006-05-05'] })

  expect(namesOf(result, 'passed')).toEqual(['HITCreated', 'version-2006-05-05'])
  expect(reasonOf(result, 'HITCreated')).toBe('It deleted the mail.')
})

test('a mail that is not read is not observable', async () => {
  const emulator = await startTestEmulator()
  const target = { kind: 'mail', address: 'reader@example.com' } as const

  const result = await runCheck(emulator, { target, timeout: 20 })

  expect(result.results.filter(({ outcome }) => outcome !== 'not observable')).toEqual([])
})

test('the events are about HITs and assignments in the state that they report', async () => {
  // Neither operation would do this within a minute.
  const emulator = await startTestEmulator({ quirk: ['null-status', 'extension-lag'] })
  const url = await startQueueConsumer(emulator, createRightHandler(emulator.mturk))

  const { results } = await runCheck(emulator, {
    target: { kind: 'queue', address: url },
    only: ['AssignmentRejected', 'HITReviewable', 'HITExtended', 'HITDisposed'],
  })

  const { mturk } = emulator
  const event = (name: string) =>
    results.find((each) => each.case === name)!.payloads[0]!.events[0]!
  const getHit = (name: string) => mturk.send(new GetHITCommand({ HITId: event(name).hitId }))
  const AssignmentId = event('AssignmentRejected').assignmentId
  await expect(mturk.send(new GetAssignmentCommand({ AssignmentId }))).resolves.toMatchObject({
    Assignment: { AssignmentStatus: 'Rejected' },
  })
  await expect(getHit('HITExtended')).resolves.toMatchObject({ HIT: { MaxAssignments: 2 } })
  await expect(getHit('HITReviewable')).resolves.toMatchObject({ HIT: { HITStatus: 'Reviewable' } })
  await expect(getHit('HITDisposed')).resolves.toMatchObject({ HIT: { HITStatus: 'Disposed' } })
})

test('the largest payload is as large as SQS and SNS take', async () => {
  const emulator = await startTestEmulator()
  const url = await startQueueConsumer(emulator, () => {})

  const { id, results } = await runCheck(emulator, {
    target: { kind: 'queue', address: url },
    only: ['largest-payload', 'answer-left-out'],
  })

  const sizes = await Promise.all(
    results.map(async ({ payloads }) => {
      const { payload } = await emulator.control.request(
        'GET /_mturk/checks/{id}/payloads/{eventDocId}',
        { id, eventDocId: payloads[0]!.eventDocId },
      )
      return [Buffer.byteLength(payload), payload.includes('"Answer"')]
    }),
  )
  expect(sizes[0]).toEqual([262_144, true])
  expect(sizes[1]![1]).toBe(false)
})

test('a seed chooses the order, and the same one each time', async () => {
  const emulator = await startTestEmulator()
  const url = await startQueueConsumer(emulator, () => {})
  const run = async (seed?: string) => {
    const { results } = await runCheck(emulator, {
      target: { kind: 'queue', address: url },
      only: ['HITCreated', 'HITExpired', 'HITExtended', 'late', 'unicode'],
      seed,
    })
    return results.map((each) => each.case)
  }

  const [first, second, none] = [await run('a'), await run('a'), await run()]

  expect(first).toEqual(second)
  expect(first).not.toEqual(none)
  expect(first.toSorted()).toEqual(none.toSorted())
})

test('a check can be stopped', async () => {
  const { control, queue, loadChecks } = await startTestEmulator()
  const { id } = await control.request('POST /_mturk/checks', {
    body: { target: { kind: 'queue', address: queue('events').url }, timeout },
  })
  const run = (await loadChecks()).find(id)

  await control.request('DELETE /_mturk/checks/{id}', { id })

  expect(run.state).toBe('stopped')
  await expect(control.request('GET /_mturk/checks/{id}', { id })).rejects.toThrow(
    `There is no check ${id}.`,
  )
  await expect(control.request('GET /_mturk/checks')).resolves.toEqual({ checks: [] })
})

test('a reset stops a check first, which sends and writes nothing afterwards', async () => {
  const { control, queue, loadChecks } = await startTestEmulator()
  const { id } = await control.request('POST /_mturk/checks', {
    // It creates three HITs, one after another.
    body: { target: { kind: 'queue', address: queue('events').url }, only: ['several-events'] },
  })
  const run = (await loadChecks()).find(id)

  await control.request('POST /_mturk/reset', { body: { scope: 'all' } })

  expect(run.state).toBe('stopped')
  await expect(control.request('GET /_mturk/hits', {})).resolves.toMatchObject({ hits: [] })
})

test('fewer checks are kept of large payloads', async () => {
  const { control, queue } = await startTestEmulator()
  const { url } = queue('events')
  // About 14 million characters.
  const payload = JSON.stringify({
    EventDocId: 'abc',
    Events: [{ EventType: 'HITExpired', HITId: '3CAT', Answer: 'x'.repeat(14_000_000) }],
  })
  const start = async () => {
    const { id } = await control.request('POST /_mturk/checks', {
      body: { target: { kind: 'queue', address: url }, payloads: [payload], timeout: 10 },
    })
    await control.request('GET /_mturk/checks/{id}/wait', { id, timeout: 60_000 })
    return id
  }

  const ids = [await start(), await start(), await start()]

  const { checks } = await control.request('GET /_mturk/checks')
  expect(checks.map(({ id }) => id)).toEqual([ids[2], ids[1]])
})

test('a check that is stopped before it has sent anything sends nothing', async () => {
  const { queue, queues, loadChecks } = await startTestEmulator()
  const { url } = queue('events')
  const run = await (await loadChecks()).start({
    target: { kind: 'queue', address: url },
    acknowledges: true,
    timeout,
    grace: 0,
  })

  run.stop()

  await run.done
  expect(queues.getByUrl(url).peek()).toEqual([])
  expect(run.input.cases.map((each) => run.verdict(each)?.outcome)).not.toContain('failed')
})

test('a case that was not over when the check was stopped has not passed', async () => {
  const { control, loadChecks } = await startTestEmulator()
  const { url, waitForRequests } = await startWebhook()
  const { id } = await control.request('POST /_mturk/checks', {
    body: { target: { kind: 'http', address: url }, timeout },
  })
  const run = (await loadChecks()).find(id)
  await waitForRequests(1)

  run.stop()

  await run.done
  expect(run.verdict(run.input.cases[0]!)).toEqual({
    outcome: 'not observable',
    reason: 'The check was stopped before this case was over.',
  })
  expect(run.verdict(run.input.cases[1]!)).toEqual({
    outcome: 'not observable',
    reason: 'Not sent: the check was stopped.',
  })
})

test('what cannot be checked is refused with a reason', async () => {
  const emulator = await startTestEmulator()
  const { url } = emulator.queue('events')
  const { arn } = emulator.topic('news')
  const refuse = (input: CheckInput) => expect(runCheck(emulator, input)).rejects
  const queue = { kind: 'queue', address: url } as const

  await refuse({ target: { kind: 'topic', address: arn } }).toThrow('no confirmed subscription')
  await refuse({ target: { kind: 'queue', address: `${url}-2` } }).toThrow('There is no queue')
  await refuse({ target: { kind: 'http', address: 'hook' } }).toThrow('"hook" is not a URL')
  await refuse({ target: { kind: 'mail', address: 'me' } }).toThrow('"me" is not a mail address')
  await refuse({ target: queue, only: ['severl-events'] }).toThrow('Did you mean several-events?')
  await refuse({ target: queue, only: ['raw'] }).toThrow('The case raw is not for a queue')
  await refuse({ target: queue, payloads: ['{}'] }).toThrow('payload-1 is not a notification')
})
