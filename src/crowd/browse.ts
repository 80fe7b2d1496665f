import { availableOf, type HIT } from '../domain/hit.js'
import type { HITType } from '../domain/hit-type.js'
import { change, type World } from '../world.js'
import { unmet } from './standing.js'
import { whyNot } from './work.js'

/** A HIT as a worker sees it. */
export interface OfferedHIT {
  readonly hitId: string
  readonly hitGroupId: string
  readonly title: string
  readonly description: string
  readonly keywords?: string
  readonly reward: string
  readonly assignmentDurationInSeconds: number
  readonly available: number
  readonly expiration: Date
  /** Why this worker cannot accept it; empty when nothing stands in the way. */
  readonly reasons: readonly string[]
}

/** The HITs that a worker can discover, oldest first, with what keeps the worker from each. */
export const browse = (
  world: World,
  workerId: string,
  page: { readonly limit: number; readonly after?: number },
): Promise<{ readonly hits: readonly OfferedHIT[]; readonly next?: number }> =>
  change(world, { account: '000000000000' }, async (context) => {
    const { store, now } = context
    const found = await store.hits.list({ status: 'Assignable' }, page)
    const worker = (await store.workers.find({ id: workerId })) ?? { id: workerId, createdAt: now }
    const hits: OfferedHIT[] = []
    for (const { thing: hit } of found) {
      const { account, hitTypeId } = hit
      const hitType = (await store.hitTypes.find({ account, id: hitTypeId }))!
      const hidden = hitType.qualificationRequirements.filter(
        ({ ActionsGuarded }) => ActionsGuarded === 'DiscoverPreviewAndAccept',
      )
      if ((await unmet(context, worker, hidden)).length > 0) continue
      const reasons = await whyNot({ ...context, account }, workerId, hit, hitType)
      hits.push(offered(hit, hitType, reasons))
    }
    return { hits, next: found.length === page.limit ? found.at(-1)!.position : undefined }
  })

const offered = (hit: HIT, hitType: HITType, reasons: readonly string[]): OfferedHIT => ({
  hitId: hit.id,
  hitGroupId: hit.hitGroupId,
  title: hitType.title,
  description: hitType.description,
  keywords: hitType.keywords,
  reward: hitType.reward,
  assignmentDurationInSeconds: hitType.assignmentDurationInSeconds,
  available: availableOf(hit),
  expiration: hit.expiration,
  reasons,
})
