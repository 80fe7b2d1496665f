import { GetHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

test('a HIT with open work after 120 days is disposed of when that work is reviewed', async () => {
  const { mturk, createHit, control, subscribeQueue } = await startTestEmulator()
  const { HITId, HITTypeId } = await createHit({
    AssignmentDurationInSeconds: 200 * 86_400,
    AutoApprovalDelayInSeconds: 86_400,
  })
  const { receivedEventTypes } = await subscribeQueue(HITTypeId!, [
    'HITDisposed',
    'AssignmentApproved',
  ])
  const { id } = await control.accept('A1WORKER', HITId!)
  const status = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus

  await control.advance('P130D')
  expect(await status()).toBe('Unassignable')
  await control.submit('A1WORKER', id)
  expect(await status()).toBe('Reviewable')
  await control.advance('P1D')

  expect(await status()).toBe('Disposed')
  expect(await receivedEventTypes()).toEqual(['AssignmentApproved', 'HITDisposed'])
})

test('a HIT is disposed of 120 days after its expiration, to the second', async () => {
  const { mturk, createHit, control } = await startTestEmulator()
  const { HITId } = await createHit({ LifetimeInSeconds: 3600 })
  const status = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus

  await control.advance('P120DT59M59S')
  expect(await status()).toBe('Reviewable')
  await control.advance('PT1S')

  expect(await status()).toBe('Disposed')
})
