import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startEmulator } from '../../../src/index.js'
import { freePort } from '../../support/free-port.js'
import { createTempFolder, startTestEmulator } from '../../support/setup.js'
import { startFunctionOfTopic } from './start-function.js'
import { startLambdaEndpoint } from './start-lambda-endpoint.js'

test('a topic invokes a function by the Invoke API, and waits for no result', async () => {
  const { lambdaEndpoint, requests } = await startLambdaEndpoint({ status: 202 })
  const { publish, listOutcomes } = await startFunctionOfTopic({ lambdaEndpoint })

  await publish('cat')

  expect(await listOutcomes()).toEqual(['sent'])
  expect(requests).toMatchObject([
    {
      method: 'POST',
      url: '/2015-03-31/functions/review/invocations',
      headers: { 'x-amz-invocation-type': 'Event', 'content-type': 'application/json' },
    },
  ])
  expect(JSON.parse(requests[0]!.body).Records[0].Sns.Message).toBe('cat')
})

test('an endpoint that only answers calls which wait gets such a call', async () => {
  const { lambdaEndpoint, requests } = await startLambdaEndpoint(
    { status: 501, body: '{"Type":"LocalService","Message":"invocation-type: Event"}' },
    { status: 200, body: '"done"' },
  )
  const { publish, listOutcomes } = await startFunctionOfTopic({ lambdaEndpoint })

  await publish('cat')

  expect(await listOutcomes()).toEqual(['sent'])
  expect(requests.map(({ headers }) => headers['x-amz-invocation-type'])).toEqual([
    'Event',
    'RequestResponse',
  ])
})

const payload = '{"errorType":"ValueError","errorMessage":"no cat"}'

test.each([
  [
    'with a header',
    { status: 200, headers: { 'x-amz-function-error': 'Unhandled' }, body: payload },
  ],
  ['in its body alone', { status: 200, body: payload }],
  ['with another status', { status: 502, body: payload }],
])('a function that an endpoint reports as failed %s is invoked three times', async (_, answer) => {
  const { lambdaEndpoint, requests } = await startLambdaEndpoint(answer)
  const { publish, listOutcomes } = await startFunctionOfTopic({ lambdaEndpoint })

  await publish('cat')

  expect(await listOutcomes()).toEqual(['failed in the function: ValueError: no cat'])
  expect(requests).toHaveLength(3)
})

test('an invocation that an endpoint cannot take yet is repeated', async () => {
  const { lambdaEndpoint, requests } = await startLambdaEndpoint(
    { status: 500 },
    { status: 429 },
    { status: 202 },
  )
  const { publish, listOutcomes } = await startFunctionOfTopic({ lambdaEndpoint })

  await publish('cat')

  expect(await listOutcomes()).toEqual(['sent'])
  expect(requests).toHaveLength(3)
})

const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:lost'

test.each([
  ['refuses', 404, 1, 'answered 404: {"Message":"Function not found"}'],
  ['never takes', 503, 4, 'answered 503: {"Message":"Function not found"}'],
])(
  'an invocation that an endpoint %s ends in the dead-letter queue',
  async (_, status, count, reason) => {
    const { lambdaEndpoint, host, requests } = await startLambdaEndpoint({
      status,
      body: '{"Message":"Function not found"}',
    })
    const { publish, listOutcomes, queues } = await startFunctionOfTopic(
      { lambdaEndpoint, deliveryAttempts: 4 },
      { RedrivePolicy: JSON.stringify({ deadLetterTargetArn }) },
    )
    const lost = queues.create({ account: '000000000000', region: 'us-east-1', name: 'lost' })

    await publish('cat')

    expect(await listOutcomes()).toEqual([
      `failed, now in ${deadLetterTargetArn}: ${host} ${reason}`,
    ])
    expect(requests).toHaveLength(count)
    expect(lost.peek()).toHaveLength(1)
  },
)

test('an endpoint that does not listen is tried as often as deliveries are', async () => {
  const { publish, listOutcomes, listInvocations } = await startFunctionOfTopic({
    lambdaEndpoint: 'http://127.0.0.1:1',
    deliveryAttempts: 2,
  })

  await publish('cat')

  expect(await listOutcomes()).toEqual([expect.stringMatching(/^failed: .*ECONNREFUSED/)])
  expect(await listInvocations()).toMatchObject([{ status: 0 }, { status: 0 }])
})

test('a function of the settings is not invoked at the endpoint', async () => {
  const { lambdaEndpoint, requests } = await startLambdaEndpoint({ status: 202 })
  const { publish, listOutcomes } = await startFunctionOfTopic({
    lambdaEndpoint,
    lambda: ['review=test/services/lambda/handlers/review.handler'],
  })

  await publish('{"Events":[]}')

  expect(await listOutcomes()).toEqual(['sent'])
  expect(requests).toEqual([])
})

test('a message whose function had not answered when the emulator ended is sent after the next start', async () => {
  const data = join(createTempFolder(), 'world.db')
  const hanging = createServer()
  hanging.listen(0, '127.0.0.1')
  await once(hanging, 'listening')
  onTestFinished(() => {
    hanging.close()
    hanging.closeAllConnections()
  })
  const requested = once(hanging, 'request') as Promise<[unknown, ServerResponse]>
  const { port } = hanging.address() as AddressInfo
  const first = await startFunctionOfTopic({ data, lambdaEndpoint: `http://127.0.0.1:${port}` })
  await first.publish('cat')
  const [, response] = await requested
  await first.close()
  response.writeHead(404).end()

  const { lambdaEndpoint, requests } = await startLambdaEndpoint({ status: 202 })
  const { waitUntilIdle } = await startTestEmulator({ data, lambdaEndpoint })
  await waitUntilIdle({ includeRetries: true })

  expect(requests.map(({ body }) => JSON.parse(body).Records[0].Sns.Message)).toEqual(['cat'])
})

test('the emulator itself is no endpoint of functions', async () => {
  const port = await freePort()
  const { publish, listOutcomes } = await startFunctionOfTopic({
    port,
    lambdaEndpoint: `http://127.0.0.1:${port}`,
  })

  await publish('cat')

  expect(await listOutcomes()).toEqual([
    `failed: 127.0.0.1 with port ${port} is mturk-local itself, to which it does not send over the network.`,
  ])
})

test('Amazon’s own endpoint is refused at the start', async () => {
  const started = startEmulator({ lambdaEndpoint: 'https://lambda.us-east-1.amazonaws.com' })

  await expect(started).rejects.toMatchObject({
    name: 'SettingError',
    message: expect.stringContaining('--lambda-endpoint points to Amazon'),
  })
})
