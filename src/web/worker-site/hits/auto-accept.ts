import { navigate } from '../../ui/router.js'
import { client } from '../client.js'

/** Accepts the next available HIT of a group, and goes to it. */
export async function acceptNextHit(
  workerId: string,
  groupId: string,
  after?: string,
): Promise<void> {
  const { hitId, ineligibilityReasons } = await client.request(
    'GET /_mturk/workers/{id}/groups/{groupId}',
    { id: workerId, groupId, after },
  )
  if (hitId === undefined) throw new Error(ineligibilityReasons.join(' '))
  await client.accept(workerId, hitId)
  navigate(`/worker/${workerId}/hit/${hitId}`)
}

const storageKey = 'mturk-local auto-accept'

/** Whether this tab accepts the next HIT after a submission, as MTurk offered. */
export const isAutoAcceptEnabled = (): boolean => sessionStorage.getItem(storageKey) === 'yes'

export const setAutoAcceptEnabled = (isEnabled: boolean): void =>
  sessionStorage.setItem(storageKey, isEnabled ? 'yes' : 'no')
