import {
  type CreateHITCommandInput,
  GetHITCommand,
  UpdateExpirationForHITCommand,
} from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { after, startMarket, startOfTime, turk } from '../../support/market.js'

async function startExpiring(more: Partial<CreateHITCommandInput> = {}) {
  const market = await startMarket()
  const { mturk } = market
  const { HITId, HITTypeId } = await market.createHit(more)
  const { told } = await market.listenTo(HITTypeId!)
  const expire = (ExpireAt: Date, id = HITId) =>
    mturk.send(new UpdateExpirationForHITCommand({ HITId: id, ExpireAt }))
  const hit = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!
  return { ...market, HITId: HITId!, expire, hit, told }
}

test('moves the expiration on, to the second', async () => {
  const { control, expire, hit } = await startExpiring()

  await expire(after(7200))
  expect((await hit()).Expiration).toEqual(after(7200))
  await control.advance('PT1H59M59S')
  expect((await hit()).HITStatus).toBe('Assignable')
  await control.advance('PT1S')

  expect((await hit()).HITStatus).toBe('Reviewable')
})

test('an instant that is past is now, and what is available stays told', async () => {
  const { control, expire, hit } = await startExpiring({ MaxAssignments: 3 })
  await control.advance('PT1M')

  await expire(new Date(0))

  expect(await hit()).toMatchObject({
    HITStatus: 'Reviewable',
    Expiration: after(60),
    NumberOfAssignmentsAvailable: 3,
  })
})

test('an expired HIT with work still out waits for it, and takes nobody else', async () => {
  const { HITId, control, expire, hit } = await startExpiring({ MaxAssignments: 2 })
  const { id } = await control.accept('A1WORKER', HITId)

  await expire(startOfTime)

  expect((await hit()).HITStatus).toBe('Unassignable')
  await expect(control.accept('A2WORKER', HITId)).rejects.toThrow('The HIT has expired.')
  await control.submit('A1WORKER', id)
  expect((await hit()).HITStatus).toBe('Reviewable')
})

test('an expired HIT is assignable again when its expiration is moved on, and expires again', async () => {
  const { control, expire, hit, told } = await startExpiring()
  await expire(startOfTime)

  await expire(after(60))
  expect((await hit()).HITStatus).toBe('Assignable')
  await control.advance('PT1M')

  expect(await told()).toEqual(['HITExpired', 'HITReviewable', 'HITExpired', 'HITReviewable'])
})

test('refuses a HIT that does not exist, is another’s, or is disposed', async () => {
  const { HITId, expire, disposed, asAnother } = await startExpiring()
  const gone = await disposed()

  await expect(expire(startOfTime, '3NONE')).rejects.toMatchObject(
    turk('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
  await expect(
    asAnother('123456789012').send(
      new UpdateExpirationForHITCommand({ HITId, ExpireAt: startOfTime }),
    ),
  ).rejects.toMatchObject(turk('HITDoesNotExist'))
  await expect(expire(startOfTime, gone.HITId)).rejects.toMatchObject(turk('InvalidHITState'))
})

test('refuses to be told no instant', async () => {
  const { mturk, HITId } = await startExpiring()

  const answer = mturk.send(new UpdateExpirationForHITCommand({ HITId, ExpireAt: undefined }))

  await expect(answer).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value null at 'expireAt'"),
  })
})

test('tells that the HIT expired, then that it is reviewable; of moving it on it tells nothing', async () => {
  const { expire, told } = await startExpiring()

  await expire(after(7200))
  expect(await told()).toEqual([])
  await expire(startOfTime)

  expect(await told()).toEqual(['HITExpired', 'HITReviewable'])
})

test('answers nothing', async () => {
  const { expire } = await startExpiring()

  const { $metadata: _, ...answer } = await expire(startOfTime)

  expect(answer).toEqual({})
})
