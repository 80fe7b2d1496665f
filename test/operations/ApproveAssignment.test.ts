import { ApproveAssignmentCommand } from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import { startMarket, turk } from '../support/market.js'

test('refuses to override a rejection when the HIT is disposed', async () => {
  const { mturk, disposed } = await startMarket()
  const { AssignmentId } = await disposed()

  const answer = mturk.send(new ApproveAssignmentCommand({ AssignmentId, OverrideRejection: true }))

  await expect(answer).rejects.toMatchObject(
    turk(
      'InvalidHITState',
      "This HIT is currently in the state 'Disposed'.  This operation can be called with a status of: Assignable, Unassignable, Reviewable, Reviewing",
    ),
  )
})
