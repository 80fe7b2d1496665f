import { go } from '../../ui/place.js'
import { client } from '../client.js'

/** Accepts the next HIT of a group that the worker can have, and goes to it. */
export async function acceptNext(workerId: string, groupId: string, after?: string): Promise<void> {
  const { hitId, reasons } = await client.group(workerId, groupId, after)
  if (hitId === undefined) throw new Error(reasons.join(' '))
  await client.accept(workerId, hitId)
  go(`/worker/${workerId}/hit/${hitId}`)
}

const name = 'mturk-local accepts the next HIT'

/** Whether this tab goes on to the next HIT by itself, as workers could have it on MTurk. */
export const acceptsNext = (): boolean => sessionStorage.getItem(name) === 'yes'

export const setAcceptsNext = (does: boolean): void =>
  sessionStorage.setItem(name, does ? 'yes' : 'no')
