import { WorkerRefusal } from '../../domain/errors.js'
import type { HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type { Worker } from '../../domain/worker.js'
import { type Context, change, type World } from '../unit-of-work.js'
import { isFound, nobody, type Offer, offerOf, wordsIn, workerOf } from './browse.js'
import { held, obstaclesTo } from './obstacles.js'
import { type RequirementTold, requirementsTold } from './requirements.js'

/** HITs of one type, as workers find them: one line of the list, however many they are. */
export interface OfferedGroup extends Offer {
  /** How many HITs there are of which something can be accepted. */
  readonly hits: number
  readonly requirements: readonly RequirementTold[]
  /** Why the worker can accept none of them; empty when nothing stands in the way. */
  readonly reasons: readonly string[]
}

export interface OfferedGroupPage {
  readonly groups: readonly OfferedGroup[]
  /** Give it as `after` for the page that follows. */
  readonly next?: number
}

/** A group that a worker has entered. */
export interface OpenGroup extends OfferedGroup {
  /** The HIT to look at: the next that the worker has had nothing of. */
  readonly hitId?: string
}

/** The groups that a worker can discover, newest first. */
export const browseGroups = (
  world: World,
  workerId: string,
  page: { readonly limit: number; readonly after?: number; readonly search?: string },
): Promise<OfferedGroupPage> =>
  change(world, nobody, async (context) => {
    const words = wordsIn(page.search)
    const worker = await workerOf(context, workerId)
    const groups: OfferedGroup[] = []
    let { after } = page
    // What has no HITs, is hidden or not searched for takes no room on the page.
    for (;;) {
      const limit = page.limit - groups.length
      const found = await context.store.hitTypes.list({}, { limit, after, newestFirst: true })
      for (const { thing } of found) {
        const hits = await context.store.hits.count(openOf(thing))
        if (hits === 0 || !(await isFound(context, worker, thing, words))) continue
        groups.push(groupOf(await entered(world, context, worker, thing), hits))
      }
      after = found.at(-1)?.position
      if (found.length < limit) return { groups }
      if (groups.length >= page.limit) return { groups, next: after }
    }
  })

/**
 * A worker enters a group: by its own ID or its HIT type's, as both stand in links to it.
 *
 * @param after the HIT that the worker has just seen, to be given the one that follows it
 * @throws WorkerRefusal when there is none, or it is hidden from the worker
 */
export const enterGroup = (
  world: World,
  workerId: string,
  groupId: string,
  after?: string,
): Promise<OpenGroup> =>
  change(world, nobody, async (context) => {
    const worker = await workerOf(context, workerId)
    const hitType = await typeBehind(context, groupId)
    if (!hitType || !(await isFound(context, worker, hitType, [])))
      throw new WorkerRefusal(`There is no group ${groupId}.`)
    const seen = await entered(world, context, worker, hitType, after)
    const hits = await context.store.hits.count(openOf(hitType))
    return { ...groupOf(seen, hits), hitId: seen.free?.id }
  })

/** Links to a group are few, and HIT types are not many: they may be walked through for one. */
async function typeBehind({ store }: Context, groupId: string): Promise<HITType | undefined> {
  const byId = await store.hitTypes.first({ id: groupId }, 'id')
  if (byId) return byId
  const holds = [`"groupId":${JSON.stringify(groupId)}`]
  const [found] = await store.hitTypes.list({ thing: { holds } }, { limit: 1 })
  return found?.thing.groupId === groupId ? found.thing : undefined
}

const openOf = ({ account, id: hitTypeId }: HITType) =>
  ({ account, hitTypeId, status: 'Assignable' }) as const

interface Entered extends Omit<OfferedGroup, 'hits'> {
  /** The next HIT that the worker has had nothing of. */
  readonly free?: HIT
}

async function entered(
  world: World,
  context: Context,
  worker: Worker,
  hitType: HITType,
  after?: string,
): Promise<Entered> {
  const here = context.onBehalfOf(hitType.account)
  const [first] = await here.store.hits.list(openOf(hitType), { limit: 1 })
  const free = first && (await nextFree(here, worker.id, hitType, after))
  const candidate = free ?? first?.thing
  const reasons = candidate ? await obstaclesTo(here, worker.id, candidate, hitType) : []
  return {
    ...offerOf(world, hitType),
    requirements: await requirementsTold(here, worker, hitType.qualificationRequirements),
    reasons: [
      ...(first ? [] : ['None of its HITs is left.']),
      ...(first && !free ? ['You have had each of its HITs.'] : []),
      ...reasons.filter(({ to }) => to !== 'HIT').map(({ says }) => says),
    ],
    free,
  }
}

const groupOf = ({ free: _, ...offer }: Entered, hits: number): OfferedGroup => ({
  ...offer,
  hits,
})

/** The first HIT that the worker has had nothing of, from the one after another on, and round. */
async function nextFree(
  context: Context,
  workerId: string,
  hitType: HITType,
  afterHit?: string,
): Promise<HIT | undefined> {
  const { store } = context
  const [seen] = afterHit === undefined ? [] : await store.hits.list({ id: afterHit }, { limit: 1 })
  return (
    (seen && (await freeFrom(context, workerId, hitType, seen.position))) ??
    freeFrom(context, workerId, hitType)
  )
}

async function freeFrom(
  { store, now }: Context,
  workerId: string,
  hitType: HITType,
  from?: number,
): Promise<HIT | undefined> {
  const limit = 20
  for (let after = from; ; ) {
    const found = await store.hits.list(openOf(hitType), { limit, after })
    for (const { thing } of found) {
      const had = { hitId: thing.id, workerId, status: held }
      if (thing.expiration > now && (await store.assignments.count(had)) === 0) return thing
    }
    if (found.length < limit) return undefined
    after = found.at(-1)!.position
  }
}
