import type { AssignmentRecord } from '../../domain/assignment.js'
import { assignmentStatusNull, hitTooNew } from '../../domain/errors.js'
import type { HitRecord } from '../../domain/hit.js'
import type { UnitOfWork } from '../unit-of-work.js'

type LagContext = Pick<UnitOfWork, 'now' | 'settings'>

/** Milliseconds until the service saw a recent change: one minute. */
const lagMs = 60_000

const isRecent = (at: Date, now: Date): boolean => now.getTime() - at.getTime() < lagMs

/** @throws RequestError with the quirk, for an assignment submitted within the last minute */
export function requireVisible(
  { now, settings }: LagContext,
  { submitTime, status }: AssignmentRecord,
): void {
  const isNew = status === 'Submitted' && isRecent(submitTime!, now)
  if (isNew && settings.quirks.has('null-status')) throw assignmentStatusNull()
}

/** @throws RequestError with the quirk, for a HIT that was created within the last minute */
export function requireNotRecent(
  { now, settings }: LagContext,
  { id, createdAt }: HitRecord,
): void {
  if (settings.quirks.has('extension-lag') && isRecent(createdAt, now)) throw hitTooNew(id)
}
