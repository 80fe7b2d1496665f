import type { Assignment } from '../../domain/assignment.js'
import { assignmentNotSeenYet, hitTooNew } from '../../domain/errors.js'
import type { HIT } from '../../domain/hit.js'
import type { Context } from '../unit-of-work.js'

type Here = Pick<Context, 'now' | 'rules'>

/** How long the service took to see what it had just been told, in milliseconds: a minute. */
const lag = 60_000

const isRecent = (at: Date, now: Date): boolean => now.getTime() - at.getTime() < lag

/** @throws RequestError where the quirk is on, for work that was submitted a moment ago */
export function mustBeSeen({ now, rules }: Here, { submitTime, status }: Assignment): void {
  const isNew = status === 'Submitted' && isRecent(submitTime!, now)
  if (isNew && rules.quirks.has('null-status')) throw assignmentNotSeenYet()
}

/** @throws RequestError where the quirk is on, for a HIT that was created a moment ago */
export function mustNotBeNew({ now, rules }: Here, { id, createdAt }: HIT): void {
  if (rules.quirks.has('extension-lag') && isRecent(createdAt, now)) throw hitTooNew(id)
}
