import { ListHITsCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket } from '../../support/market.js'

async function startListing() {
  const market = await startMarket()
  const list = async (more: object = {}, client = market.mturk) =>
    (await client.send(new ListHITsCommand(more))).HITs!.map(({ HITId }) => HITId)
  return { ...market, list }
}

test('lists HITs of every status, oldest first, and no disposed one', async () => {
  const { createHit, control, submitted, disposed, list } = await startListing()
  await disposed()
  const ids = []
  for (let count = 0; count < 4; count++) ids.push((await createHit()).HITId)
  await control.accept('A2WORKER', ids[1]!)
  await submitted('A2WORKER', ids[2]!)

  expect(await list()).toEqual(ids)
})

test('lists the caller’s own HITs alone', async () => {
  const { createHit, list, asAnother } = await startListing()
  await createHit()

  expect(await list({}, asAnother('123456789012'))).toEqual([])
})

test('refuses a token that was made up', async () => {
  const { list } = await startListing()

  await expect(list({ NextToken: 'made-up' })).rejects.toMatchObject({
    name: 'ParameterValidationError',
    message: expect.stringMatching(
      /^The value "made-up" is not valid for the parameter NextToken\. \(/,
    ),
  })
})

test('answers each HIT as creating it did, and how many', async () => {
  const { mturk, createHit } = await startListing()
  const hits = [await createHit(), await createHit({ Title: 'Draw a dog' })]

  expect(await mturk.send(new ListHITsCommand({}))).toMatchObject({ NumResults: 2, HITs: hits })
})
