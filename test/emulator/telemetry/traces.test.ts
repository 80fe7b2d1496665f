import { once } from 'node:events'
import { join } from 'node:path'
import {
  ApproveAssignmentCommand,
  MTurkClient,
  SendTestEventNotificationCommand,
} from '@aws-sdk/client-mturk'
import { expect, onTestFinished, test } from 'vitest'
import { ControlClient } from '../../../src/server/control/client.js'
import { startCli } from '../../support/cli.js'
import { createClientConfig } from '../../support/clients.js'
import { createRecordingLog } from '../../support/recording-log.js'
import { createTempFolder, startTestEmulator } from '../../support/setup.js'
import { startTraceCollector } from '../../support/trace-collector.js'

const testEvent = new SendTestEventNotificationCommand({
  Notification: {
    Transport: 'Email',
    Destination: 'a@example.com',
    Version: '2014-08-15',
    EventTypes: ['Ping'],
  },
  TestEventType: 'HITReviewable',
})

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'

/** Has each call of a client carry these headers. */
function addHeaders(client: MTurkClient, headers: Readonly<Record<string, string>>): void {
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign((args.request as { headers: object }).headers, headers)
      return next(args)
    },
    { step: 'build' },
  )
}

test('a call and its delivery are one trace, under the ID of the request', async () => {
  const collector = await startTraceCollector()
  const emulator = await startTestEmulator({ otlpEndpoint: collector.endpoint })
  const { HITId, HITTypeId } = await emulator.createHit()
  await emulator.subscribeQueue(HITTypeId!, ['AssignmentApproved'])
  const AssignmentId = await emulator.submitAssignment('A1WORKER', HITId!)

  const { $metadata } = await emulator.mturk.send(new ApproveAssignmentCommand({ AssignmentId }))
  await emulator.waitUntilIdle()
  await emulator.close()

  const spans = collector.spans.filter(
    ({ attributes }) => attributes['aws.request_id'] === $metadata.requestId,
  )
  const call = spans.find(({ name }) => name === 'mturk/ApproveAssignment')
  const delivery = spans.find(({ name }) => name === 'send SQS')
  expect(spans).toHaveLength(2)
  expect(call).toMatchObject({
    kind: 2,
    failed: false,
    attributes: {
      'rpc.service': 'mturk',
      'rpc.method': 'ApproveAssignment',
      'http.response.status_code': 200,
    },
  })
  expect(call).not.toHaveProperty('parentSpanId')
  expect(delivery).toMatchObject({
    kind: 4,
    failed: false,
    traceId: call!.traceId,
    parentSpanId: call!.spanId,
    attributes: {
      'messaging.destination.name': `${emulator.endpoint}/000000000000/news`,
      'mturk_local.delivery.status': 'sent',
      'mturk_local.delivery.attempt': 1,
    },
  })
  expect(collector.services).toEqual(new Set(['mturk-local']))
})

test('a delivery that continues after a restart stays in the trace of its call', async () => {
  const collector = await startTraceCollector()
  const options = { data: join(createTempFolder(), 'world.db'), otlpEndpoint: collector.endpoint }
  const before = await startTestEmulator({ ...options, deliveryAttempts: 1 })
  const { HITId, HITTypeId } = await before.createHit()
  await before.subscribeQueue(HITTypeId!, ['AssignmentApproved'])
  before.queues.reset()
  const AssignmentId = await before.submitAssignment('A1WORKER', HITId!)
  const attempted = new Promise((resolve) => before.marketplace.dispatcher.onChange(resolve))
  const { $metadata } = await before.mturk.send(new ApproveAssignmentCommand({ AssignmentId }))
  await attempted
  await before.close()

  const after = await startTestEmulator(options)
  after.queues.create({ account: '000000000000', region: 'us-east-1', name: 'news' })
  const { deliveries } = await new ControlClient(after.endpoint).deliveries()
  await new ControlClient(after.endpoint).request('POST /_mturk/deliveries/{id}/redeliver', {
    id: deliveries[0]!.id,
  })
  await after.close()

  const spans = collector.spans.filter(
    ({ attributes }) => attributes['aws.request_id'] === $metadata.requestId,
  )
  expect(spans.map(({ name, failed }) => [name, failed])).toEqual([
    // The first attempt is made within the call.
    ['send SQS', true],
    ['mturk/ApproveAssignment', false],
    ['send SQS', false],
  ])
  expect(new Set(spans.map((span) => span.traceId)).size).toBe(1)
})

test('the span of the caller becomes the parent', async () => {
  const collector = await startTraceCollector()
  const emulator = await startTestEmulator({ otlpEndpoint: collector.endpoint })
  addHeaders(emulator.mturk, { traceparent: `00-${traceId}-${spanId}-01`, tracestate: 'vendor=x' })

  await emulator.mturk.send(testEvent)
  await emulator.close()

  const [delivery, call] = collector.spans
  expect(collector.spans.map((span) => span.traceId)).toEqual([traceId, traceId])
  expect(call!.parentSpanId).toBe(spanId)
  expect(delivery!.parentSpanId).toBe(call!.spanId)
})

test('a caller that does not sample its trace is respected', async () => {
  const collector = await startTraceCollector()
  const emulator = await startTestEmulator({ otlpEndpoint: collector.endpoint })
  addHeaders(emulator.mturk, { traceparent: `00-${traceId}-${spanId}-00` })

  await emulator.mturk.send(testEvent)
  await emulator.close()

  expect(collector.spans).toEqual([])
})

test.each(['', 'x', `00-${'0'.repeat(32)}-${spanId}-01`, `ff-${traceId}-${spanId}-01`])(
  'a traceparent of "%s" starts a new trace',
  async (traceparent) => {
    const collector = await startTraceCollector()
    const emulator = await startTestEmulator({ otlpEndpoint: collector.endpoint })
    addHeaders(emulator.mturk, { traceparent })

    await emulator.mturk.send(testEvent)
    await emulator.close()

    const [delivery, call] = collector.spans
    expect(call!.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(call!.traceId).not.toMatch(/^0+$/)
    expect(call).not.toHaveProperty('parentSpanId')
    expect(delivery!.traceId).toBe(call!.traceId)
  },
)

test('the program sends traces where OTEL_EXPORTER_OTLP_ENDPOINT says, and logs their IDs', async () => {
  const collector = await startTraceCollector()
  const { child, endpoint, stderr } = await startCli(['--log-level', 'info'], {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
  })
  const mturk = new MTurkClient(createClientConfig(endpoint))
  onTestFinished(() => mturk.destroy())
  await mturk.send(testEvent)

  const spans = await collector.waitForSpans(2)
  child.kill('SIGTERM')
  await once(child, 'close')

  expect(new Set(collector.requests)).toEqual(new Set(['POST /v1/traces']))
  expect(stderr().match(new RegExp(`"traceId":"${spans[0]!.traceId}"`, 'g'))).toHaveLength(2)
})

test('our setting takes precedence over the OpenTelemetry variable', async () => {
  const ours = await startTraceCollector()
  const others = await startTraceCollector()
  const { child, endpoint } = await startCli(['--otlp-endpoint', `${ours.endpoint}/`], {
    OTEL_EXPORTER_OTLP_ENDPOINT: others.endpoint,
  })
  const mturk = new MTurkClient(createClientConfig(endpoint))
  onTestFinished(() => mturk.destroy())
  await mturk.send(testEvent)

  await ours.waitForSpans(2)
  child.kill('SIGTERM')
  await once(child, 'close')

  expect(others.requests).toEqual([])
})

test('an empty variable disables tracing', async () => {
  const { child, endpoint, stderr } = await startCli(['--log-level', 'info'], {
    OTEL_EXPORTER_OTLP_ENDPOINT: '',
  })
  const mturk = new MTurkClient(createClientConfig(endpoint))
  onTestFinished(() => mturk.destroy())
  await mturk.send(testEvent)

  child.kill('SIGTERM')
  expect(await once(child, 'close')).toEqual([0, null])
  expect(stderr()).not.toContain('traceId')
})

test('an unreachable collector causes a warning and fails no call', async () => {
  const log = createRecordingLog()
  const emulator = await startTestEmulator({ otlpEndpoint: 'http://127.0.0.1:1' }, log)

  await emulator.mturk.send(testEvent)
  await emulator.close()

  expect(log.lines.filter(({ severity }) => severity === 'warn')).toEqual([
    expect.objectContaining({ message: 'The collector does not accept spans; they are lost' }),
  ])
})
