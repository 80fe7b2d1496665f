import { ListReviewableHITsCommand, UpdateHITReviewStatusCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket } from '../../support/market.js'

async function startListing() {
  const market = await startMarket()
  const { mturk } = market
  const reviewable = async (more: object = {}) => {
    const hit = await market.createHit(more)
    await market.submitted('A1WORKER', hit.HITId!)
    return hit
  }
  const list = async (more: object = {}) =>
    (await mturk.send(new ListReviewableHITsCommand(more))).HITs!.map(({ HITId }) => HITId)
  return { ...market, reviewable, list }
}

test('lists HITs whose work can be reviewed, and those under review when they are asked for', async () => {
  const { mturk, createHit, reviewable, list } = await startListing()
  await createHit()
  const [one, two] = [await reviewable(), await reviewable()]
  await mturk.send(new UpdateHITReviewStatusCommand({ HITId: one.HITId }))

  expect([await list(), await list({ Status: 'Reviewing' })]).toEqual([[two.HITId], [one.HITId]])
})

test('lists those of one type', async () => {
  const { reviewable, list } = await startListing()
  await reviewable()
  const dog = await reviewable({ Title: 'Draw a dog' })

  expect(await list({ HITTypeId: dog.HITTypeId })).toEqual([dog.HITId])
})

test('refuses a status that is none', async () => {
  const { list } = await startListing()

  await expect(list({ Status: 'Assignable' })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value 'Assignable' at 'status'"),
  })
})

test('answers each HIT whole, and how many', async () => {
  const { mturk, reviewable } = await startListing()
  const { HITId, HITTypeId } = await reviewable()

  expect(await mturk.send(new ListReviewableHITsCommand({}))).toMatchObject({
    NumResults: 1,
    HITs: [{ HITId, HITTypeId, HITStatus: 'Reviewable', NumberOfAssignmentsAvailable: 0 }],
  })
})
