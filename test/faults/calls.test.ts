import {
  CreateHITCommand,
  GetAccountBalanceCommand,
  GetHITCommand,
  ListHITsCommand,
  MTurkClient,
  SendBonusCommand,
} from '@aws-sdk/client-mturk'
import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, onTestFinished, test } from 'vitest'
import type { Emulator } from '../../src/index.js'
import type { LoggedCall } from '../../src/server/control/call-log.js'
import type { CallView } from '../../src/server/control/views.js'
import { expectedRequestError, waitUntil } from '../support/clients.js'
import { hitInput, startTestEmulator, timeAfter } from '../support/setup.js'

/** Calls as the live feed reports them. */
function recordCalls({ feed }: Pick<Emulator, 'feed'>) {
  const calls: Omit<LoggedCall, 'at'>[] = []
  feed.subscribe((happening) => happening.type === 'call' && calls.push(happening.call))
  return calls
}

const summarizeCalls = (calls: readonly Pick<LoggedCall, 'operation' | 'status' | 'faults'>[]) =>
  calls.map(({ operation, status, faults }) => [
    operation,
    status,
    ...(faults ?? []).map(({ what }) => what),
  ])

/** A market, with a client of Amazon's that tries again as it does by default. */
async function startWithFaults(...fault: readonly string[]) {
  const emulator = await startTestEmulator({ fault })
  const config = { ...emulator.clientConfig, maxAttempts: undefined }
  const retryingMturk = new MTurkClient(config)
  const retryingSqs = new SQSClient(config)
  const retryingSns = new SNSClient(config)
  onTestFinished(() => {
    for (const client of [retryingMturk, retryingSqs, retryingSns]) client.destroy()
  })
  const hits = async () => (await emulator.mturk.send(new ListHITsCommand({}))).HITs!.length
  return {
    ...emulator,
    retryingMturk,
    retryingSqs,
    retryingSns,
    hits,
    calls: recordCalls(emulator),
  }
}

/** A client whose every call brings faults of its own. */
function createClientWithFaults(
  emulator: { clientConfig: object },
  header: string,
  more: object = {},
): MTurkClient {
  const client = new MTurkClient({ ...emulator.clientConfig, ...more })
  client.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> }
      headers['x-mturk-local-fault'] = header
      return next(args)
    },
    { step: 'build' },
  )
  onTestFinished(() => client.destroy())
  return client
}

test('Amazon’s client gets through when it is throttled twice', async () => {
  const { retryingMturk, hits, calls, faults } = await startWithFaults(
    'throttle operation=CreateHIT nth=1,2',
  )

  await retryingMturk.send(new CreateHITCommand(hitInput))

  expect(summarizeCalls(calls)).toEqual([
    ['CreateHIT', 400, 'throttle'],
    ['CreateHIT', 400, 'throttle'],
    ['CreateHIT', 200],
  ])
  expect(JSON.parse(calls[0]!.response)).toEqual({
    __type: 'ThrottlingException',
    message: 'Rate exceeded',
  })
  expect(faults.rules).toMatchObject([{ matched: 3, applied: 2 }])
  expect(await hits()).toBe(1)
})

test.each([
  ['ServiceFault', 500, { TurkErrorCode: 'AWS.MechanicalTurk.ServiceFault' }],
  ['InternalFailure', 500, {}],
  ['ServiceUnavailable', 503, {}],
  ['ThrottlingException', 400, { message: 'Rate exceeded' }],
  ['ParameterValidationError', 400, { TurkErrorCode: 'AWS.MechanicalTurk.InvalidParameterValue' }],
  ['ValidationException', 400, {}],
  ['AccessDeniedException', 400, {}],
])('an injected %s has HTTP status %i', async (error, status, more) => {
  const { mturk } = await startWithFaults(`error operation=GetAccountBalance error=${error}`)

  await expect(mturk.send(new GetAccountBalanceCommand({}))).rejects.toMatchObject({
    name: error,
    $metadata: { httpStatusCode: status },
    ...more,
  })
})

test('InternalFailure has no message, as captured, and other faults have the given one', async () => {
  const { mturk, calls } = await startWithFaults(
    'error operation=GetHIT error=InternalFailure',
    'error operation=GetAccountBalance error=AccessDeniedException message="You shall not pass"',
  )

  await expect(mturk.send(new GetHITCommand({ HITId: 'X' }))).rejects.toThrow()
  await expect(mturk.send(new GetAccountBalanceCommand({}))).rejects.toThrow('You shall not pass')

  expect(JSON.parse(calls[0]!.response)).toEqual({ __type: 'InternalFailure', message: '' })
})

test('an injected ParameterValidationError names the parameter as a real one does', async () => {
  const { mturk, calls } = await startWithFaults(
    'error operation=GetHIT error=ParameterValidationError message="Bad."',
    'error operation=SendBonus error=ParameterValidationError message="Bad." parameter=BonusAmount',
  )
  const bonus = { WorkerId: 'A1', AssignmentId: 'X', BonusAmount: '1', Reason: 'Thanks' }

  await expect(mturk.send(new GetHITCommand({ HITId: 'X' }))).rejects.toThrow('Bad.')
  await expect(mturk.send(new SendBonusCommand(bonus))).rejects.toThrow('Bad.')

  const responses = calls.map(({ response }) => JSON.parse(response))
  expect(responses).toMatchObject([
    { Parameter: 'HITId', TurkErrorCode: 'AWS.MechanicalTurk.InvalidParameterValue' },
    { Parameter: 'BonusAmount', TurkErrorCode: 'AWS.MechanicalTurk.InvalidParameterValue' },
  ])
  expect(Object.keys(responses[0])).toEqual(['__type', 'Message', 'Parameter', 'TurkErrorCode'])
})

test('a TurkErrorCode makes a RequestError, whatever it is', async () => {
  const { mturk } = await startWithFaults(
    'error operation=SendBonus error=AWS.MechanicalTurk.InsufficientFunds message="No money."',
    'error operation=GetHIT error=AWS.MechanicalTurk.HITDoesNotExist',
  )
  const bonus = { WorkerId: 'A1', AssignmentId: 'X', BonusAmount: '1', Reason: 'Thanks' }

  await expect(mturk.send(new SendBonusCommand(bonus))).rejects.toMatchObject(
    expectedRequestError('InsufficientFunds', 'No money.'),
  )
  await expect(mturk.send(new GetHITCommand({ HITId: 'X' }))).rejects.toMatchObject(
    expectedRequestError('HITDoesNotExist', 'There was an error with this request.'),
  )
})

test('an error is injected before or after the operation', async () => {
  const before = await startWithFaults('error operation=CreateHIT')
  const afterwards = await startWithFaults('error operation=CreateHIT after')

  await expect(before.createHit()).rejects.toMatchObject({ name: 'ServiceFault' })
  await expect(afterwards.createHit()).rejects.toMatchObject({ name: 'ServiceFault' })

  expect([await before.hits(), await afterwards.hits()]).toEqual([0, 1])
  expect(afterwards.calls[0]!.faults).toEqual([{ rule: 'fault-1', what: 'error', phase: 'after' }])
})

test('a connection is cut before or after the operation', async () => {
  const before = await startWithFaults('disconnect operation=CreateHIT')
  const afterwards = await startWithFaults('disconnect operation=CreateHIT after')

  await expect(before.createHit()).rejects.toMatchObject({ code: 'ECONNRESET' })
  await expect(afterwards.createHit()).rejects.toMatchObject({ code: 'ECONNRESET' })

  expect(summarizeCalls(before.calls)).toEqual([['CreateHIT', 0, 'disconnect']])
  expect([await before.hits(), await afterwards.hits()]).toEqual([0, 1])
})

test('a request token prevents that a retry repeats the operation', async () => {
  const { retryingMturk, hits, calls } = await startWithFaults(
    'disconnect operation=CreateHIT after nth=1',
  )

  const again = retryingMturk.send(
    new CreateHITCommand({ ...hitInput, UniqueRequestToken: 'once' }),
  )

  await expect(again).rejects.toMatchObject(expectedRequestError('HitAlreadyExists'))
  expect(summarizeCalls(calls)).toEqual([
    ['CreateHIT', 0, 'disconnect'],
    ['CreateHIT', 400],
  ])
  expect(await hits()).toBe(1)
})

test.each([
  ['hang operation=CreateHIT', 0],
  ['hang operation=CreateHIT after', 1],
])('%s: the client gives up, and %i HITs exist', async (rule, count) => {
  const { mturk, calls, faults, hits } = await startWithFaults(rule)
  const gone = new AbortController()
  const creating = mturk
    .send(new CreateHITCommand(hitInput), { abortSignal: gone.signal })
    .catch((error: Error) => error.name)
  await waitUntil(() => faults.rules[0]!.applied === 1)
  while ((await hits()) < count);

  gone.abort()

  expect(await creating).toBe('AbortError')
  await waitUntil(() => calls.some(({ operation }) => operation === 'CreateHIT'))
  expect(calls.at(-1)).toMatchObject({ operation: 'CreateHIT', status: 0 })
  expect(await hits()).toBe(count)
})

test.each(['before', 'after'])('a delay %s does not change the response', async (phase) => {
  const words = phase === 'after' ? 'after ' : ''
  const { createHit, hits, calls } = await startWithFaults(
    `delay operation=CreateHIT ${words}milliseconds=2`,
  )

  expect((await createHit()).HITStatus).toBe('Assignable')

  expect(summarizeCalls(calls)).toEqual([['CreateHIT', 200, 'delay']])
  expect(await hits()).toBe(1)
})

test('an outage lasts as long as its window, in emulator time', async () => {
  const { createHit, control } = await startWithFaults(
    `error operation=* from=PT10M to=${timeAfter(1200).toISOString()}`,
  )

  await createHit()
  await control.advance('PT10M')
  await expect(createHit()).rejects.toMatchObject({ name: 'ServiceFault' })
  await control.advance('PT10M')
  await createHit()
})

test('the same seed fails the same calls', async () => {
  const fates = async () => {
    const { createHit } = await startWithFaults('error operation=CreateHIT probability=0.5')
    const accepted: boolean[] = []
    for (let n = 0; n < 12; n++)
      accepted.push(
        await createHit().then(
          () => true,
          () => false,
        ),
      )
    return accepted
  }

  const first = await fates()

  expect(new Set(first).size).toBe(2)
  expect(await fates()).toEqual(first)
})

test('a rule of an account does not affect others', async () => {
  const { connectAs, mturk } = await startWithFaults('throttle operation=* account=123456789012')

  const other = connectAs('123456789012').send(new GetAccountBalanceCommand({}))

  await expect(other).rejects.toMatchObject({ name: 'ThrottlingException' })
  expect((await mturk.send(new GetAccountBalanceCommand({}))).AvailableBalance).toBe('10000.00')
})

test('a throttled queue call is retried, and the live feed reports it', async () => {
  const { retryingSqs, calls } = await startWithFaults(
    'throttle operation=sqs:ReceiveMessage nth=1',
  )
  const { QueueUrl } = await retryingSqs.send(new CreateQueueCommand({ QueueName: 'news' }))
  await retryingSqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }))

  const { Messages } = await retryingSqs.send(new ReceiveMessageCommand({ QueueUrl }))

  expect(Messages).toMatchObject([{ Body: 'hello' }])
  expect(summarizeCalls(calls)).toEqual([['sqs:ReceiveMessage', 400, 'throttle']])
})

test('a message is sent although its sender gets no response', async () => {
  const { sqs, queues } = await startWithFaults('disconnect operation=sqs:SendMessage after')
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))

  await expect(
    sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' })),
  ).rejects.toMatchObject({ code: 'ECONNRESET' })

  expect(queues.getByUrl(QueueUrl!).peek()).toMatchObject([{ body: 'hello' }])
})

test('SQS and SNS errors have the protocol of the call', async () => {
  const { sqs, sns, retryingSns, endpoint, calls } = await startWithFaults(
    'error operation=sqs:ListQueues',
    'throttle operation=sns:CreateTopic nth=1',
    'error operation=sns:Publish error=EndpointDisabled message="Not at home"',
  )

  const { TopicArn } = await retryingSns.send(new CreateTopicCommand({ Name: 'news' }))
  const publishing = sns.send(new PublishCommand({ TopicArn, Message: 'hello' }))
  await expect(publishing).rejects.toThrow('Not at home')
  const form = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=ListQueues',
  })

  expect(form.status).toBe(500)
  expect(await form.text()).toContain('<Code>InternalFailure</Code>')
  expect(summarizeCalls(calls)).toEqual([
    ['sns:CreateTopic', 429, 'throttle'],
    ['sns:Publish', 400, 'error'],
    ['sqs:ListQueues', 500, 'error'],
  ])
  await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))
})

test('of several programs only the one with the header is affected', async () => {
  const emulator = await startWithFaults()
  const failing = createClientWithFaults(emulator, 'throttle')

  const [refused, ...accepted] = await Promise.allSettled([
    failing.send(new CreateHITCommand(hitInput)),
    ...Array.from({ length: 5 }, () => emulator.createHit()),
  ])

  expect(refused).toMatchObject({ reason: { name: 'ThrottlingException' } })
  expect(accepted.map(({ status }) => status)).not.toContain('rejected')
  expect(emulator.faults.rules).toEqual([])
})

test('nth in a request’s own rules counts the attempts of Amazon’s client', async () => {
  const emulator = await startWithFaults()
  const patient = createClientWithFaults(emulator, 'throttle nth=1; disconnect nth=2', {
    maxAttempts: 3,
  })

  await patient.send(new CreateHITCommand(hitInput))

  expect(summarizeCalls(emulator.calls)).toEqual([
    ['CreateHIT', 400, 'throttle'],
    ['CreateHIT', 0, 'disconnect'],
    ['CreateHIT', 200],
  ])
})

test('an invalid header is refused with a sentence', async () => {
  const emulator = await startWithFaults()
  const absurd = createClientWithFaults(emulator, 'drop operation=CreateHIT')
  const queues = await fetch(emulator.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonSQS.ListQueues', 'x-mturk-local-fault': 'explode' },
    body: '{}',
  })

  await expect(absurd.send(new CreateHITCommand(hitInput))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining('drop is for deliveries'),
  })
  expect([queues.status, await queues.json()]).toMatchObject([
    400,
    { message: expect.stringContaining('what cannot be "explode".') },
  ])
  expect(await emulator.hits()).toBe(0)
})

test('a hanging call ends when the emulator stops', async () => {
  const { mturk, faults, close } = await startWithFaults('hang operation=*')
  const hanging = mturk.send(new GetAccountBalanceCommand({})).catch((error) => error.code)
  await waitUntil(() => faults.rules[0]!.applied === 1)

  await close()

  expect(await hanging).toBe('ECONNRESET')
})

test('an unsigned call that was cut is reported as unanswered', async () => {
  const { control, endpoint, hits } = await startWithFaults()
  const ask = (header: string) =>
    fetch(`${endpoint}/_mturk/calls`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-mturk-local-fault': header },
      body: JSON.stringify({ operation: 'CreateHIT', input: hitInput }),
    }).then((answer) => answer.json() as Promise<CallView>)

  const cut = await ask('disconnect after')
  const throttled = await ask('throttle')

  expect(summarizeCalls([cut, throttled])).toEqual([
    ['CreateHIT', 0, 'disconnect'],
    ['CreateHIT', 400, 'throttle'],
  ])
  expect(await hits()).toBe(1)
  const { calls } = await control.request('GET /_mturk/calls', {
    operation: 'CreateHIT',
    outcome: 'error',
  })
  expect(calls).toHaveLength(2)
})
