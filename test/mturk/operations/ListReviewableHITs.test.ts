import { ListReviewableHITsCommand, UpdateHITReviewStatusCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

async function startWithReviewableHits() {
  const emulator = await startTestEmulator()
  const { mturk } = emulator
  const reviewable = async (more: object = {}) => {
    const hit = await emulator.createHit(more)
    await emulator.submitAssignment('A1WORKER', hit.HITId!)
    return hit
  }
  const list = async (more: object = {}) =>
    (await mturk.send(new ListReviewableHITsCommand(more))).HITs!.map(({ HITId }) => HITId)
  return { ...emulator, reviewable, list }
}

test('lists reviewable HITs, and HITs under review when these are requested', async () => {
  const { mturk, createHit, reviewable, list } = await startWithReviewableHits()
  await createHit()
  const [one, two] = [await reviewable(), await reviewable()]
  await mturk.send(new UpdateHITReviewStatusCommand({ HITId: one.HITId }))

  expect([await list(), await list({ Status: 'Reviewing' })]).toEqual([[two.HITId], [one.HITId]])
})

test('lists those of one type', async () => {
  const { reviewable, list } = await startWithReviewableHits()
  await reviewable()
  const dog = await reviewable({ Title: 'Draw a dog' })

  expect(await list({ HITTypeId: dog.HITTypeId })).toEqual([dog.HITId])
})

test('refuses an invalid status', async () => {
  const { list } = await startWithReviewableHits()

  await expect(list({ Status: 'Assignable' })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value 'Assignable' at 'status'"),
  })
})

test('returns only the ID of each HIT, and their number', async () => {
  const { mturk, reviewable } = await startWithReviewableHits()
  const { HITId } = await reviewable()

  expect(await mturk.send(new ListReviewableHITsCommand({}))).toEqual({
    $metadata: expect.anything(),
    NextToken: expect.any(String),
    NumResults: 1,
    HITs: [{ HITId }],
  })
})
