import { ListHITsCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

async function startWithHits() {
  const emulator = await startTestEmulator()
  const list = async (more: object = {}, client = emulator.mturk) =>
    (await client.send(new ListHITsCommand(more))).HITs!.map(({ HITId }) => HITId)
  return { ...emulator, list }
}

test('lists HITs of every status, oldest first, and no disposed one', async () => {
  const { createHit, control, submitAssignment, createDisposedHit, list } = await startWithHits()
  await createDisposedHit()
  const ids = []
  for (let count = 0; count < 4; count++) ids.push((await createHit()).HITId)
  await control.accept('A2WORKER', ids[1]!)
  await submitAssignment('A2WORKER', ids[2]!)

  expect(await list()).toEqual(ids)
})

test('lists only the caller’s own HITs', async () => {
  const { createHit, list, connectAs } = await startWithHits()
  await createHit()

  expect(await list({}, connectAs('123456789012'))).toEqual([])
})

test('refuses a token that the emulator did not issue', async () => {
  const { list } = await startWithHits()

  await expect(list({ NextToken: 'made-up' })).rejects.toMatchObject({
    name: 'ParameterValidationError',
    message: expect.stringMatching(
      /^The value "made-up" is not valid for the parameter NextToken\. \(/,
    ),
  })
})

test('returns each HIT as creating it did, and their number', async () => {
  const { mturk, createHit } = await startWithHits()
  const hits = [await createHit(), await createHit({ Title: 'Draw a dog' })]

  expect(await mturk.send(new ListHITsCommand({}))).toMatchObject({ NumResults: 2, HITs: hits })
})
