import type { Chance, CrowdSettings } from '../../domain/crowd.js'
import type { HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type { Context } from '../unit-of-work.js'
import { held, obstaclesTo } from '../workers/obstacles.js'

export interface Found {
  readonly hit: HIT
  readonly hitType: HITType
}

/** As many of the oldest open HITs as a worker looks at. */
const looksAt = 100

/**
 * A HIT that a worker may accept, one of the oldest by chance; nothing when there is none. What
 * keeps the worker from one HIT of a type or a requester is not run into again.
 */
export async function findHit(
  context: Context,
  workerId: string,
  { account, hitTypes }: Pick<CrowdSettings, 'account' | 'hitTypes'>,
  chance: Chance,
): Promise<Found | undefined> {
  const { store } = context
  const done = await store.assignments.column({ workerId, status: held }, 'hitId')
  const closed = { HIT: [...done], 'HIT type': [] as string[], requester: [] as string[] }
  for (;;) {
    const open = await store.hits.column(
      {
        status: 'Assignable',
        id: { not: closed.HIT },
        hitTypeId: { not: closed['HIT type'] },
        account: account ?? { not: closed.requester },
      },
      'id',
      looksAt,
    )
    if (open.length === 0) return undefined
    const found = await read(context, String(open[Math.floor(chance() * open.length)]))
    const { hit, hitType } = found
    if (
      hitTypes.length > 0 &&
      !hitTypes.some((one) => one === hitType.id || one === hitType.title)
    ) {
      closed['HIT type'].push(hitType.id)
      continue
    }
    const own = context.onBehalfOf(hit.account)
    const obstacles = await obstaclesTo(own, workerId, hit, hitType)
    if (obstacles.length === 0) return found
    if (account !== undefined && obstacles.some(({ to }) => to === 'requester')) return undefined
    closed.HIT.push(hit.id)
    for (const { to } of obstacles) if (to === 'HIT type') closed['HIT type'].push(hitType.id)
    for (const { to } of obstacles) if (to === 'requester') closed.requester.push(hit.account)
  }
}

async function read({ store }: Context, id: string): Promise<Found> {
  const hit = (await store.hits.find({ id }))!
  const hitType = (await store.hitTypes.find({ account: hit.account, id: hit.hitTypeId }))!
  return { hit, hitType }
}
