import { once } from 'node:events'
import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { dirname } from 'node:path'
import {
  CreateTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startEmulator } from '../../../src/index.js'
import { startCli } from '../../support/cli.js'
import { createClientConfig } from '../../support/clients.js'
import { createRecordingLog } from '../../support/recording-log.js'
import {
  functionArn,
  startFunctionOfQueue,
  startFunctionOfTopic,
  writeHandler,
} from './start-function.js'

test.each([
  ['an ES module', 'app.mjs', 'export const handler = async (event) => event.Records.length'],
  ['CommonJS', 'app.cjs', 'exports.handler = async (event) => event.Records.length'],
  [
    'a callback',
    'app.js',
    'exports.handler = (event, context, callback) => { setImmediate(callback, null, event.Records.length) }',
  ],
])('a handler of Node may be %s', async (_, fileName, source) => {
  const { publish, listResponses } = await startFunctionOfTopic({
    lambda: writeHandler(source, fileName),
  })

  await publish('cat')

  expect(await listResponses()).toEqual([1])
})

test('a process stays for the next invocation, and gets the context of Lambda', async () => {
  const { publish, listInvocations } = await startFunctionOfTopic({
    lambda: writeHandler(`
      let count = 0
      export const handler = async (event, { getRemainingTimeInMillis, ...context }) => ({
        count: ++count,
        remaining: getRemainingTimeInMillis() > 0,
        ...context,
      })`),
  })

  await publish('cat')
  await publish('dog')

  const invocations = await listInvocations()
  expect(invocations.map(({ response }) => JSON.parse(response))).toMatchObject(
    invocations.map(({ requestId }, index) => ({
      count: index + 1,
      remaining: true,
      awsRequestId: requestId,
      functionName: 'review',
      functionVersion: '$LATEST',
      invokedFunctionArn: functionArn,
    })),
  )
})

test('the next invocation runs a handler whose file has changed', async () => {
  const lambda = writeHandler('export const handler = () => "cat"')
  const file = `${lambda[0]!.slice('review='.length, -'.handler'.length)}.mjs`
  const { publish, listResponses } = await startFunctionOfTopic({ lambda })
  await publish('first')
  expect(await listResponses()).toEqual(['cat'])

  writeFileSync(file, 'export const handler = () => "dog"')
  utimesSync(file, 1, 1)
  await publish('second')

  expect(await listResponses()).toEqual(['cat', 'dog'])
})

test.each([
  [
    'throws',
    'export const handler = () => { throw new RangeError("no cat") }',
    {
      errorType: 'RangeError',
      errorMessage: 'no cat',
      trace: expect.arrayContaining(['RangeError: no cat']),
    },
  ],
  [
    'ends its process',
    'export const handler = () => process.exit(3)',
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: \S{36} Error: Runtime exited with error: exit status 3$/,
      ),
    },
  ],
  [
    'ends its process later',
    // By then, its process waits for the next invocation.
    'export const handler = () => new Promise(() => { setTimeout(() => process.exit(4), 200) })',
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: \S{36} Error: Runtime exited with error: exit status 4$/,
      ),
    },
  ],
  [
    'leaves an error to the process',
    'export const handler = () => new Promise(() => { setImmediate(() => { throw new Error("late") }) })',
    { errorType: 'Error', errorMessage: 'late', trace: expect.any(Array) },
  ],
  [
    'leaves a promise rejected',
    'export const handler = () => { Promise.reject(new Error("forgotten")); return new Promise(() => {}) }',
    {
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: forgotten',
      trace: expect.any(Array),
    },
  ],
  [
    'imports what does not exist',
    'import "./cat.js"\nexport const handler = () => {}',
    {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining('cat.js'),
      trace: expect.any(Array),
    },
  ],
  [
    'has a syntax error',
    'export const handler = (',
    {
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: expect.any(String),
      trace: expect.any(Array),
    },
  ],
  [
    'is not exported',
    'export const other = () => {}',
    {
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'app.handler is undefined or not exported',
      trace: [],
    },
  ],
])('the log of calls has Lambda’s error of a handler that %s', async (_, source, error) => {
  const { send, listResponses } = await startFunctionOfQueue({ lambda: writeHandler(source) })

  await send('cat')

  expect(await listResponses()).toEqual([error])
})

test.each([
  ['a cycle', '() => { const cat = {}; cat.self = cat; return cat }'],
  ['a BigInt', 'async () => ({ cats: 1n })'],
])('a handler that returns %s fails as in Lambda, and its process stays', async (_, handler) => {
  const { publish, listResponses } = await startFunctionOfTopic({
    lambda: writeHandler(`
      const fail = ${handler}
      let count = 0
      export const handler = () => (++count === 1 ? fail() : count)`),
  })

  await publish('cat')

  const isNamed = Number.parseInt(process.versions.node, 10) >= 24
  expect(await listResponses()).toEqual([
    {
      errorType: isNamed ? 'Runtime.JSONStringifyError' : 'Error',
      errorMessage: 'Unable to stringify response body',
      trace: ['Error: Unable to stringify response body'],
    },
    2,
  ])
})

test('a handler that takes too long is ended, and the next invocation starts another process', async () => {
  const { publish, listResponses, listOutcomes } = await startFunctionOfTopic({
    lambda: writeHandler('export const handler = () => { for (;;); }'),
    lambdaTimeout: 50,
  })

  await publish('cat')

  const timeout = {
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringMatching(
      /^RequestId: \S{36} Error: Task timed out after 0\.05 seconds$/,
    ),
  }
  expect(await listResponses()).toEqual([timeout, timeout, timeout])
  expect(await listOutcomes()).toEqual([
    expect.stringMatching(/^failed in the function: Sandbox\.Timedout: /),
  ])
})

test('an error names the folder of a handler that was removed', async () => {
  const lambda = writeHandler('export const handler = () => {}')
  const folder = dirname(lambda[0]!.replace('review=', ''))
  const { send, listResponses } = await startFunctionOfQueue({ lambda })
  rmSync(folder, { recursive: true })

  await send('cat')

  expect(await listResponses()).toEqual([
    {
      errorType: 'Runtime.InvalidEntrypoint',
      errorMessage: `The folder ${folder} of the handler does not exist.`,
    },
  ])
})

test('four processes of a function stay, however many accounts and versions a topic names', async () => {
  const { sns, TopicArn, publish, listResponses } = await startFunctionOfTopic({
    lambda: writeHandler('export const handler = () => process.pid'),
  })
  for (const end of ['1', '2', '3', '4', '4:live'])
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'lambda',
        Endpoint: functionArn.replace(
          '0:function:review',
          `${end[0]}:function:review${end.slice(1)}`,
        ),
      }),
    )

  await publish('cat')

  const pids = (await listResponses()) as number[]
  expect(new Set(pids).size).toBe(6)
  await vi.waitFor(() => expect(pids.filter(isAlive)).toHaveLength(4), { timeout: 60_000 })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('what a handler prints is in the log', async () => {
  let onLine = (_message: string, _facts: unknown) => {}
  const printed = new Promise((resolve) => {
    onLine = (message, facts) => {
      if (message.includes('cat')) resolve([message, facts])
    }
  })
  const log = {
    ...createRecordingLog(),
    info: (message: string, facts: unknown) => onLine(message, facts),
  }
  const { publish } = await startFunctionOfTopic(
    { lambda: writeHandler('export const handler = () => console.log("A cat came.")') },
    {},
    log,
  )

  await publish('cat')

  expect(await printed).toEqual(['A cat came.', { function: 'review' }])
})

test('a function gets the variables of the system and its own, and none of the developer’s', async () => {
  vi.stubEnv('AWS_SESSION_TOKEN', 'real')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAREALREALREAL')
  vi.stubEnv('MTURK_LOCAL_TOKEN', 'a-token-of-the-console')
  vi.stubEnv('DATABASE_URL', 'postgres://mturk:secret@db/mturk')
  vi.stubEnv('COLOUR', 'grey')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { publish, listResponses, endpoint } = await startFunctionOfTopic({
    lambda: writeHandler('export const handler = () => process.env'),
    lambdaEnv: ['TABLE=cats;dogs', 'COLOUR'],
  })

  await publish('cat')

  const [environment] = (await listResponses()) as [Record<string, string>]
  expect(environment).toMatchObject({
    PATH: process.env.PATH,
    TABLE: 'cats;dogs',
    COLOUR: 'grey',
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'review',
    AWS_ACCESS_KEY_ID: '000000000000',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: endpoint,
    MTURK_LOCAL_ENDPOINT: endpoint,
  })
  expect(environment).not.toHaveProperty('AWS_SESSION_TOKEN')
  expect(environment).not.toHaveProperty('MTURK_LOCAL_TOKEN')
  expect(environment).not.toHaveProperty('DATABASE_URL')
})

/** A server to which a handler connects, so that the end of its process is noticed. */
async function startLifeline() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const connected = once(server, 'connection') as Promise<[Socket]>
  const { port } = server.address() as AddressInfo
  return {
    /** Connects, and then keeps its process busy. */
    handler: `
      import { connect } from 'node:net'
      export const handler = () =>
        new Promise(() => {
          const socket = connect(${port}, '127.0.0.1', () => { socket.write('x', () => { for (;;); }) })
        })`,
    /** Resolves when the handler is busy. */
    async waitForHandler() {
      const [socket] = await connected
      const ended = new Promise<void>((resolve) => {
        socket.on('error', () => {})
        socket.on('close', () => resolve())
      })
      await once(socket, 'data')
      return { ended }
    },
  }
}

test('the process of a busy handler ends with its emulator', async () => {
  const lifeline = await startLifeline()
  const { publish, close } = await startFunctionOfTopic({ lambda: writeHandler(lifeline.handler) })
  await publish('cat')
  const { ended } = await lifeline.waitForHandler()

  await close()

  await ended
})

test('the process of a busy handler ends with an emulator that is killed', async () => {
  const lifeline = await startLifeline()
  const [lambda] = writeHandler(lifeline.handler)
  const { endpoint, kill } = await startCli(['--lambda', lambda!, '--lambda-timeout', '600000'])
  const sns = new SNSClient(createClientConfig(endpoint))
  onTestFinished(() => sns.destroy())
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'events' }))
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint: functionArn }))
  await sns.send(new PublishCommand({ TopicArn, Message: 'cat' }))
  const { ended } = await lifeline.waitForHandler()

  await kill()

  await ended
})

test.each([
  [
    'has no file',
    ['review=test/cat.handler'],
    /there is no cat\.js, cat\.mjs, cat\.cjs, cat\.py in/,
  ],
])('a function that %s stops the start', async (_, lambda, message) => {
  await expect(startEmulator({ lambda })).rejects.toMatchObject({ name: 'SettingError', message })
})
