import supertest from 'supertest'
import { expect, test } from 'vitest'
import { startEmulator } from '../../../src/index.js'
import { ControlClient } from '../../../src/server/control/client.js'
import { startTestEmulator } from '../../support/setup.js'

async function startWithFaultRoutes(options: Parameters<typeof startTestEmulator>[0] = {}) {
  const emulator = await startTestEmulator(options)
  return {
    ...emulator,
    control: new ControlClient(emulator.endpoint),
    http: supertest(emulator.endpoint),
  }
}

test('rules are set, added, listed and removed', async () => {
  const { control } = await startWithFaultRoutes()

  await control.request('PUT /_mturk/faults', {
    body: { seed: 's', rules: ['throttle operation=CreateHIT nth=1'] },
  })
  const added = await control.request('POST /_mturk/faults', {
    body: { id: 'lost', what: 'drop', where: { transport: 'SQS' } },
  })

  expect(added).toEqual({
    id: 'lost',
    what: 'drop',
    where: { transport: 'SQS' },
    when: {},
    matched: 0,
    applied: 0,
  })
  expect(await control.request('GET /_mturk/faults')).toEqual({
    seed: 's',
    rules: [
      {
        id: 'fault-1',
        what: 'throttle',
        where: { operation: 'CreateHIT' },
        when: { nth: [1] },
        matched: 0,
        applied: 0,
      },
      added,
    ],
  })

  await control.request('DELETE /_mturk/faults/{id}', { id: 'lost' })
  expect((await control.request('GET /_mturk/faults')).rules).toHaveLength(1)
  await control.request('DELETE /_mturk/faults')
  expect((await control.request('GET /_mturk/faults')).rules).toEqual([])
})

test('rules that are not possible are refused with what to give instead', async () => {
  const { http, control } = await startWithFaultRoutes()

  const absurd = await http.post('/_mturk/faults').send({ what: 'drop', where: { operation: '*' } })
  const unknown = await http.put('/_mturk/faults').send({ rules: [{ what: 'hang', who: 'me' }] })
  const nameless = await http.put('/_mturk/faults').send({})

  expect([absurd.status, unknown.status, nameless.status]).toEqual([400, 400, 400])
  expect(absurd.body).toMatchObject({ message: expect.stringContaining('drop is for deliveries') })
  expect(unknown.body.message).toContain('There is no "who" in a rule.')
  expect(nameless.body.message).toContain('rules')
  await expect(
    control.request('POST /_mturk/faults', {
      body: { what: 'hang', where: { operation: 'Nope' } },
    }),
  ).rejects.toThrow('There is no operation Nope.')
  await expect(control.request('DELETE /_mturk/faults/{id}', { id: 'none' })).rejects.toThrow(
    'There is no fault none.',
  )
})

test('a full reset restores the rules of the start, with counts of 0', async () => {
  const { control, faults } = await startWithFaultRoutes({
    fault: ['throttle operation=CreateHIT id=first'],
  })
  faults.set('hang operation=*')

  await control.request('POST /_mturk/reset', { body: { scope: 'messages' } })
  expect((await control.request('GET /_mturk/faults')).rules).toMatchObject([{ what: 'hang' }])
  await control.request('POST /_mturk/reset', { body: { scope: 'all' } })

  expect((await control.request('GET /_mturk/faults')).rules).toMatchObject([
    { id: 'first', what: 'throttle' },
  ])
})

test('a rule that is not possible stops the start with an error message', async () => {
  await expect(startEmulator({ fault: ['drop operation=CreateHIT'] })).rejects.toThrow(
    'the option fault cannot be "["drop operation=CreateHIT"]". drop is for deliveries',
  )
  await expect(
    startEmulator({ fault: [{ what: 'hang', where: { operation: 'No' } }] }),
  ).rejects.toThrow(
    'A fault rule of the settings or the init file is not valid: There is no operation No.',
  )
})
