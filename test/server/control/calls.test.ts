import { CreateHITCommand, GetAccountBalanceCommand } from '@aws-sdk/client-mturk'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { realClock } from '../../../src/core/clock.js'
import { CallLog, type LoggedCall } from '../../../src/server/control/call-log.js'
import type { ControlRequest } from '../../../src/server/control/client.js'
import { ManualClock } from '../../support/manual-clock.js'
import { startTestEmulator } from '../../support/setup.js'

test('calls are logged with request and response, newest first', async () => {
  const { control, mturk, createHit } = await startTestEmulator()
  await createHit()
  await mturk.send(new GetAccountBalanceCommand({}))

  const { calls, total } = await control.request('GET /_mturk/calls', { total: true })
  const [, creation] = calls

  expect([total, calls.map(({ operation }) => operation)]).toEqual([
    2,
    ['GetAccountBalance', 'CreateHIT'],
  ])
  expect(creation).not.toHaveProperty('response')
  const detail = await control.request('GET /_mturk/calls/{requestId}', {
    requestId: creation!.requestId,
  })
  expect(JSON.parse(detail.request)).toMatchObject({ Title: 'Draw a cat' })
  expect(JSON.parse(detail.response)).toMatchObject({ HIT: { HITStatus: 'Assignable' } })
})

test('calls are found by operation, outcome, account and text', async () => {
  const { control, mturk, createHit } = await startTestEmulator()
  await createHit()
  await mturk.send(new CreateHITCommand({} as never)).catch(() => {})

  const findStatuses = async (filter: ControlRequest<'GET /_mturk/calls'>) =>
    (await control.request('GET /_mturk/calls', filter)).calls.map(({ status }) => status)

  expect(await findStatuses({ outcome: 'error' })).toEqual([400])
  expect(await findStatuses({ outcome: 'success' })).toEqual([200])
  expect(await findStatuses({ operation: 'CreateHIT', text: 'draw A cat' })).toEqual([200])
  expect(await findStatuses({ account: '123456789012' })).toEqual([])
})

test('an operation is called on behalf of an account, and the call is returned', async () => {
  const { control } = await startTestEmulator()

  const logged = await control.request('POST /_mturk/calls', {
    body: {
      operation: 'CreateWorkerBlock',
      input: { WorkerId: 'A1', Reason: 'Robot' },
      account: '123456789012',
    },
  })

  expect(logged).toMatchObject({ status: 400, account: '123456789012' })
  expect(
    await control.request('GET /_mturk/calls/{requestId}', { requestId: logged.requestId }),
  ).toEqual(logged)
  const unknown = await control.request('POST /_mturk/calls', {
    body: { operation: 'Juggle', input: {} },
  })
  expect(JSON.parse(unknown.response)).toEqual({ __type: 'UnknownOperationException' })
})

test('a call without input is refused, and an unknown call is not found', async () => {
  const { endpoint } = await startTestEmulator()
  const http = supertest(endpoint)

  const { status, body } = await http.post('/_mturk/calls').send({ operation: 'CreateHIT' })
  const missing = await http.get('/_mturk/calls/nothing')

  expect([status, body.message]).toEqual([400, expect.stringContaining('input')])
  expect([missing.status, missing.body.message]).toEqual([404, expect.stringContaining('nothing')])
})

test('a full reset clears the log of calls', async () => {
  const { control, createHit } = await startTestEmulator()
  await createHit()

  await control.request('POST /_mturk/reset', { body: { scope: 'messages' } })
  expect((await control.request('GET /_mturk/calls')).calls).toHaveLength(1)

  await control.request('POST /_mturk/reset', { body: { scope: 'all' } })
  expect((await control.request('GET /_mturk/calls')).calls).toEqual([])
})

const call = (requestId: string, body = ''): LoggedCall => ({
  at: new Date(0),
  operation: 'GetHIT',
  account: '000000000000',
  requestId,
  status: 200,
  milliseconds: 1,
  request: body,
  response: '',
})

test('the log keeps the latest calls only', () => {
  const log = new CallLog({ clock: realClock, maxCalls: 2 })
  for (const id of ['a', 'b', 'c']) log.add(call(id))

  const { calls } = log.page({}, { limit: 10 })

  expect(calls.map(({ requestId }) => requestId)).toEqual(['c', 'b'])
  expect(log.find('a')).toBeUndefined()
})

test('the oldest calls are evicted when their bodies take too much memory', () => {
  const log = new CallLog({ clock: realClock, maxCalls: 100 })
  const large = 'x'.repeat(9 * 1024 * 1024)
  log.add(call('a', large))
  log.add(call('b', large))

  expect([log.find('a'), log.find('b')?.requestId]).toEqual([undefined, 'b'])
})

test('calls that are too old are evicted and counted', () => {
  const clock = new ManualClock()
  const evictions: string[] = []
  const log = new CallLog({
    clock,
    maxCalls: 100,
    maxAgeMs: 60_000,
    onEvicted: (count, reason) => void evictions.push(`${count} ${reason}`),
  })
  log.add({ ...call('a'), at: clock.now() })
  clock.advanceBy(30_000)
  log.add({ ...call('b'), at: clock.now() })

  clock.advanceBy(30_000)

  expect(log.page({}, { limit: 10 }).calls.map(({ requestId }) => requestId)).toEqual(['b'])
  expect(evictions).toEqual(['1 old'])
})
