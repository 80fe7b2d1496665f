import { CreateHITCommand, GetAccountBalanceCommand } from '@aws-sdk/client-mturk'
import supertest from 'supertest'
import { expect, test } from 'vitest'
import { realClock } from '../../../src/core/clock.js'
import { CallLog, type LoggedCall } from '../../../src/server/control/call-log.js'
import type { ControlRequest } from '../../../src/server/control/client.js'
import { ManualClock } from '../../support/manual-clock.js'
import { startTestEmulator } from '../../support/setup.js'

test('keeps what was asked and answered, newest first', async () => {
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
  const whole = await control.request('GET /_mturk/calls/{requestId}', {
    requestId: creation!.requestId,
  })
  expect(JSON.parse(whole.request)).toMatchObject({ Title: 'Draw a cat' })
  expect(JSON.parse(whole.response)).toMatchObject({ HIT: { HITStatus: 'Assignable' } })
})

test('finds calls by what they are', async () => {
  const { control, mturk, createHit } = await startTestEmulator()
  await createHit()
  await mturk.send(new CreateHITCommand({} as never)).catch(() => {})

  const found = async (filter: ControlRequest<'GET /_mturk/calls'>) =>
    (await control.request('GET /_mturk/calls', filter)).calls.map(({ status }) => status)

  expect(await found({ outcome: 'error' })).toEqual([400])
  expect(await found({ outcome: 'success' })).toEqual([200])
  expect(await found({ operation: 'CreateHIT', text: 'draw A cat' })).toEqual([200])
  expect(await found({ account: '123456789012' })).toEqual([])
})

test('asks the API on an account’s behalf, and answers what it answered', async () => {
  const { control } = await startTestEmulator()

  const answered = await control.request('POST /_mturk/calls', {
    body: {
      operation: 'CreateWorkerBlock',
      input: { WorkerId: 'A1', Reason: 'Robot' },
      account: '123456789012',
    },
  })

  expect(answered).toMatchObject({ status: 400, account: '123456789012' })
  expect(
    await control.request('GET /_mturk/calls/{requestId}', { requestId: answered.requestId }),
  ).toEqual(answered)
  const unknown = await control.request('POST /_mturk/calls', {
    body: { operation: 'Juggle', input: {} },
  })
  expect(JSON.parse(unknown.response)).toEqual({ __type: 'UnknownOperationException' })
})

test('refuses a call that is none', async () => {
  const { endpoint } = await startTestEmulator()
  const http = supertest(endpoint)

  const { status, body } = await http.post('/_mturk/calls').send({ operation: 'CreateHIT' })
  const gone = await http.get('/_mturk/calls/nothing')

  expect([status, body.message]).toEqual([400, expect.stringContaining('input')])
  expect([gone.status, gone.body.message]).toEqual([404, expect.stringContaining('nothing')])
})

test('forgets them with everything else', async () => {
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
  request: body,
  response: '',
})

test('keeps the latest only', () => {
  const log = new CallLog({ clock: realClock, maxCalls: 2 })
  for (const id of ['a', 'b', 'c']) log.add(call(id))

  const { calls } = log.page({}, { limit: 10 })

  expect(calls.map(({ requestId }) => requestId)).toEqual(['c', 'b'])
  expect(log.find('a')).toBeUndefined()
})

test('lets old calls go when their bodies fill too much memory', () => {
  const log = new CallLog({ clock: realClock, maxCalls: 100 })
  const large = 'x'.repeat(9 * 1024 * 1024)
  log.add(call('a', large))
  log.add(call('b', large))

  expect([log.find('a'), log.find('b')?.requestId]).toEqual([undefined, 'b'])
})

test('forgets what is too old, and says how many', () => {
  const clock = new ManualClock()
  const dropped: string[] = []
  const log = new CallLog({
    clock,
    maxCalls: 100,
    maxAgeMs: 60_000,
    onEvicted: (count, why) => void dropped.push(`${count} ${why}`),
  })
  log.add({ ...call('a'), at: clock.now() })
  clock.advanceBy(30_000)
  log.add({ ...call('b'), at: clock.now() })

  clock.advanceBy(30_000)

  expect(log.page({}, { limit: 10 }).calls.map(({ requestId }) => requestId)).toEqual(['b'])
  expect(dropped).toEqual(['1 old'])
})
