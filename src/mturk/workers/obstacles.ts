import { availableOf, type HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type { Context } from '../unit-of-work.js'
import { inWords, unmet } from './standing.js'

/** Something that keeps a worker from accepting a HIT, and others like it. */
export interface Obstacle {
  /** What it holds for: this HIT, all of its type, or all of its requester's. */
  readonly to: 'HIT' | 'HIT type' | 'requester'
  readonly says: string
}

/** Everything that keeps a worker from accepting a HIT. */
export async function obstaclesTo(
  context: Context,
  workerId: string,
  hit: HIT,
  hitType: HITType,
): Promise<readonly Obstacle[]> {
  const { account, store, now } = context
  if (hit.status === 'Disposed') return [{ to: 'HIT', says: 'The HIT is gone.' }]
  const obstacles: Obstacle[] = []
  if (hit.expiration <= now) obstacles.push({ to: 'HIT', says: 'The HIT has expired.' })
  else if (availableOf(hit) <= 0)
    obstacles.push({ to: 'HIT', says: 'All its assignments are taken.' })
  if (await store.workerBlocks.find({ account, workerId }))
    obstacles.push({ to: 'requester', says: 'The requester has blocked you.' })
  if ((await store.assignments.count({ hitId: hit.id, workerId, status: held })) > 0)
    obstacles.push({ to: 'HIT', says: 'You have an assignment of this HIT already.' })
  const worker = (await store.workers.find({ id: workerId })) ?? { id: workerId, createdAt: now }
  for (const requirement of await unmet(context, worker, hitType.qualificationRequirements)) {
    const says = `You do not meet the requirement ${inWords(requirement)}.`
    obstacles.push({ to: 'HIT type', says })
  }
  return obstacles
}

/** A worker who has one of a HIT in such a state cannot have another. */
export const held = ['Accepted', 'Submitted', 'Approved', 'Rejected'] as const

export const sentencesOf = (obstacles: readonly Obstacle[]): string =>
  obstacles.map(({ says }) => says).join(' ')
