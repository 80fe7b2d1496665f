import { GetHITCommand, UpdateHITReviewStatusCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startDeciding } from '../../support/deciding.js'
import { turk } from '../../support/market.js'

async function startReviewing() {
  const market = await startDeciding()
  const { mturk, HITId } = market
  const mark = (Revert?: boolean, id = HITId) =>
    mturk.send(new UpdateHITReviewStatusCommand({ HITId: id, Revert }))
  const status = async () => (await mturk.send(new GetHITCommand({ HITId }))).HIT!.HITStatus
  return { ...market, mark, status }
}

test('takes a reviewable HIT under review, and puts it back', async () => {
  const { mark, status } = await startReviewing()

  await mark()
  const under = await status()
  await mark(true)

  expect([under, await status()]).toEqual(['Reviewing', 'Reviewable'])
})

test('a HIT under review stays so while its work is decided', async () => {
  const { approve, mark, status } = await startReviewing()
  await mark(false)

  await approve()

  expect(await status()).toBe('Reviewing')
})

test('refuses a HIT that is not in the state it would leave', async () => {
  const { createHit, mark } = await startReviewing()
  const { HITId } = await createHit()
  const inState = (state: string, open: string) =>
    turk(
      'InvalidHITState',
      `This HIT is currently in the state '${state}'.  This operation can be called with a status of: ${open}`,
    )

  await expect(mark(false, HITId)).rejects.toMatchObject(inState('Assignable', 'Reviewable'))
  await expect(mark(true)).rejects.toMatchObject(inState('Reviewable', 'Reviewing'))
  await mark()
  await expect(mark()).rejects.toMatchObject(inState('Reviewing', 'Reviewable'))
})

test('refuses a HIT that does not exist', async () => {
  const { mark } = await startReviewing()

  await expect(mark(false, '3NONE')).rejects.toMatchObject(
    turk('HITDoesNotExist', 'Hit 3NONE does not exist.'),
  )
})

test('tells nobody', async () => {
  const { mark, news } = await startReviewing()

  await mark()
  await mark(true)

  expect(await news()).toEqual([])
})

test('answers nothing', async () => {
  const { mark } = await startReviewing()

  const { $metadata: _, ...answer } = await mark()

  expect(answer).toEqual({})
})
