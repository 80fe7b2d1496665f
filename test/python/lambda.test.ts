import { join, resolve } from 'node:path'
import {
  SendTestEventNotificationCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, inject, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../src/server/control/client.js'
import {
  longTimeout,
  readInvocations,
  startFunctionOfQueue,
  startFunctionOfTopic,
  writeHandler,
} from '../services/lambda/start-function.js'
import { waitForEndpoint } from '../support/cli.js'
import { createClientConfig } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'
import { spawnPython } from './run.js'

const { withNode, withoutNode } = inject('environments')
const pythons = [
  ['the oldest Python', join(withNode, 'python')],
  ['the newest Python', join(withoutNode, 'python')],
] as const

const guideHandler = [`review=${resolve('test/python/handlers/review.handler')}`]

const writePythonHandler = (source: string) => writeHandler(source, 'app.py')

test.each(pythons)(
  'a topic invokes the function of Amazon’s guide in %s, which approves by boto3',
  async (_, lambdaPython) => {
    const { mturk, TopicArn, ...emulator } = await startFunctionOfTopic({
      lambda: guideHandler,
      lambdaPython,
    })
    const { HITId, HITTypeId } = await emulator.createHit()
    await mturk.send(
      new UpdateNotificationSettingsCommand({
        HITTypeId,
        Notification: {
          Transport: 'SNS',
          Destination: TopicArn,
          Version: '2006-05-05',
          EventTypes: ['AssignmentSubmitted'],
        },
      }),
    )

    const assignmentId = await emulator.submitAssignment('A1WORKER', HITId!)

    expect(await emulator.listResponses()).toEqual([{ approved: [assignmentId] }])
    expect(await emulator.listAssignments([HITId!])).toMatchObject([
      { AssignmentStatus: 'Approved' },
    ])
  },
)

test.each(pythons)(
  'a queue invokes a function in %s with a test event',
  async (_, lambdaPython) => {
    const emulator = await startTestEmulator({
      ...longTimeout,
      lambda: guideHandler,
      lambdaPython,
      lambdaQueue: ['news=review'],
    })
    const { QueueUrl } = await emulator.sqs.send(new CreateQueueCommand({ QueueName: 'news' }))

    await emulator.mturk.send(
      new SendTestEventNotificationCommand({
        Notification: {
          Transport: 'SQS',
          Destination: QueueUrl,
          Version: '2014-08-15',
          EventTypes: ['HITReviewable'],
        },
        TestEventType: 'HITReviewable',
      }),
    )

    expect(await readInvocations(emulator).listResponses()).toEqual([{ approved: [] }])
    expect(emulator.queues.getByUrl(QueueUrl!).peek()).toEqual([])
  },
)

test('a handler in Python gets the context of Lambda, and its process stays', async () => {
  const { publish, listInvocations } = await startFunctionOfTopic({
    lambda: writePythonHandler(`
count = 0

def handler(event, context):
    global count
    count += 1
    assert context.get_remaining_time_in_millis() > 0
    return {"count": count, "id": context.aws_request_id, "name": context.function_name}
`),
    lambdaPython: pythons[0][1],
  })

  await publish('cat')
  await publish('dog')

  const invocations = await listInvocations()
  expect(invocations.map(({ response }) => JSON.parse(response))).toEqual(
    invocations.map(({ requestId }, index) => ({
      count: index + 1,
      id: requestId,
      name: 'review',
    })),
  )
})

test.each([
  [
    'raises',
    'def handler(event, context):\n    raise KeyError("cat")',
    {
      errorType: 'KeyError',
      errorMessage: "'cat'",
      requestId: expect.any(String),
      stackTrace: [expect.stringMatching(/app\.py", line 2, in handler\n {4}raise KeyError/)],
    },
  ],
  [
    'ends its process',
    'import os\n\ndef handler(event, context):\n    os._exit(3)',
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited with error: exit status 3$/),
    },
  ],
  [
    'calls sys.exit',
    'import sys\n\ndef handler(event, context):\n    sys.exit(4)',
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited with error: exit status 4$/),
    },
  ],
  [
    'imports what does not exist',
    'import no_such_cat\n\ndef handler(event, context):\n    pass',
    {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Unable to import module 'app': No module named 'no_such_cat'",
      stackTrace: expect.any(Array),
    },
  ],
  [
    'has a syntax error',
    'def handler(',
    {
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: expect.stringMatching(/^Syntax error in module 'app': /),
      stackTrace: expect.any(Array),
    },
  ],
  [
    'does not exist',
    'def other(event, context):\n    pass',
    {
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: "Handler 'handler' missing on module 'app'",
      stackTrace: [],
    },
  ],
  [
    'returns what is no JSON',
    'def handler(event, context):\n    return {1, 2}',
    {
      errorType: 'Runtime.MarshalError',
      errorMessage: 'Unable to marshal response: Object of type set is not JSON serializable',
      requestId: expect.any(String),
      stackTrace: [],
    },
  ],
  [
    'returns NaN',
    "def handler(event, context):\n    return float('nan')",
    {
      errorType: 'Runtime.MarshalError',
      errorMessage: expect.stringMatching(
        /^Unable to marshal response: Out of range float values are not JSON compliant/,
      ),
      requestId: expect.any(String),
      stackTrace: [],
    },
  ],
  [
    'returns a list with itself',
    'def handler(event, context):\n    cats = []\n    cats.append(cats)\n    return cats',
    {
      errorType: 'Runtime.MarshalError',
      errorMessage: 'Unable to marshal response: Circular reference detected',
      requestId: expect.any(String),
      stackTrace: [],
    },
  ],
])(
  'the log of calls has Lambda’s error of a handler in Python that %s',
  async (_, source, error) => {
    const { send, listResponses } = await startFunctionOfQueue({
      lambda: writePythonHandler(source),
      lambdaPython: pythons[1][1],
    })

    await send('cat')

    expect(await listResponses()).toEqual([error])
  },
)

test('a handler in Python may return decimals, as boto3 reads them from DynamoDB', async () => {
  const { publish, listResponses } = await startFunctionOfTopic({
    lambda: writePythonHandler(
      'from decimal import Decimal\n\ndef handler(event, context):\n    return {"reward": Decimal("0.05")}',
    ),
    lambdaPython: pythons[0][1],
  })

  await publish('cat')

  expect(await listResponses()).toEqual([{ reward: 0.05 }])
})

test('a handler in Python that takes too long is ended', async () => {
  const { publish, listResponses } = await startFunctionOfTopic({
    lambda: writePythonHandler('def handler(event, context):\n    while True:\n        pass'),
    lambdaPython: pythons[1][1],
    lambdaTimeout: 50,
  })

  await publish('cat')

  expect(await listResponses()).toMatchObject(
    Array.from({ length: 3 }, () => ({ errorType: 'Sandbox.Timedout' })),
  )
})

test('a Python that does not exist is named in the error', async () => {
  const { publish, listResponses } = await startFunctionOfTopic({
    lambda: guideHandler,
    lambdaPython: 'no-such-python',
  })

  await publish('cat')

  expect((await listResponses())[0]).toEqual({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: 'no-such-python cannot be run. Give another program with --lambda-python.',
  })
})

test('the command of the package runs a handler by the Python of its environment', async () => {
  const child = spawnPython(withNode, [
    ...(['mturk-local', 'start', '--port', '0', '--smtp-port', '0'] as const),
    ...[
      '--lambda',
      guideHandler[0]!,
      '--lambda-timeout',
      '120000',
      '--lambda-queue',
      'news=review',
    ],
  ])
  const endpoint = await waitForEndpoint(child)
  const control = new ControlClient(endpoint)
  const sqs = new SQSClient(createClientConfig(endpoint))
  onTestFinished(() => sqs.destroy())
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }))

  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"Events":[]}' }))
  await control.request('GET /_mturk/settled', {})

  const { calls } = await control.request('GET /_mturk/calls', { operation: 'lambda:review' })
  expect(calls).toMatchObject([{ status: 200 }])
  expect(calls[0]).not.toHaveProperty('errorCode')
})
