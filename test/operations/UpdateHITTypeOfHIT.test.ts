import { UpdateHITTypeOfHITCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, turk } from '../support/market.js'

test('refuses a HIT that is disposed', async () => {
  const { mturk, disposed } = await startMarket()
  const { HITId, HITTypeId } = await disposed()

  const answer = mturk.send(new UpdateHITTypeOfHITCommand({ HITId, HITTypeId }))

  await expect(answer).rejects.toMatchObject(turk('InvalidHITState'))
})
