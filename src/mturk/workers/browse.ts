import type { Assignment } from '../../domain/assignment.js'
import { WorkerRefusal } from '../../domain/errors.js'
import { availableOf, type HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type { Shown } from '../../domain/questions/shown.js'
import type { Worker } from '../../domain/worker.js'
import { type Context, change, type World } from '../unit-of-work.js'
import { obstaclesTo } from './obstacles.js'
import { type RequirementTold, requirementsTold } from './requirements.js'
import { inWords, unmet } from './standing.js'

/** What HITs of one type have in common, as workers see it. */
export interface Offer {
  readonly hitGroupId: string
  /** Who offers it. */
  readonly requesterId: string
  readonly title: string
  readonly description: string
  readonly keywords?: string
  readonly reward: string
  readonly assignmentDurationInSeconds: number
}

/** A HIT as a worker sees it. */
export interface OfferedHIT extends Offer {
  readonly hitId: string
  readonly available: number
  readonly expiration: Date
  /** Why this worker cannot accept it; empty when nothing stands in the way. */
  readonly reasons: readonly string[]
}

export interface OfferedPage {
  readonly hits: readonly OfferedHIT[]
  /** Give it as `after` for the page that follows. */
  readonly next?: number
}

/** Whoever looks is on nobody's behalf. */
export const nobody = { account: '000000000000' }

/**
 * The HITs that a worker can discover, oldest first, with what keeps the worker from each.
 *
 * @param page.search words of which each must be in the title, the description or the keywords
 */
export const browse = (
  world: World,
  workerId: string,
  page: { readonly limit: number; readonly after?: number; readonly search?: string },
): Promise<OfferedPage> =>
  change(world, nobody, async (context) => {
    const words = wordsIn(page.search)
    const worker = await workerOf(context, workerId)
    const hits: OfferedHIT[] = []
    let { after } = page
    // What is hidden or not searched for takes no room on the page.
    for (;;) {
      const limit = page.limit - hits.length
      const found = await context.store.hits.list({ status: 'Assignable' }, { limit, after })
      for (const { thing } of found) {
        const offered = await offeredTo(world, context, worker, thing, words)
        if (offered) hits.push(offered)
      }
      after = found.at(-1)?.position
      if (found.length < limit) return { hits }
      if (hits.length >= page.limit) return { hits, next: after }
    }
  })

/** A HIT with what it asks, for whoever may look at it. */
export interface PreviewedHIT extends OfferedHIT {
  readonly question?: string
  /** The question for whoever shows it. */
  readonly shown?: Shown
  readonly requirements: readonly RequirementTold[]
  /** The worker's assignment of it, while it is being worked on. */
  readonly assignment?: Pick<Assignment, 'id' | 'deadline'>
}

/**
 * A worker looks at a HIT.
 *
 * @throws WorkerRefusal when there is none, or the worker may not look
 */
export const preview = (world: World, workerId: string, hitId: string): Promise<PreviewedHIT> =>
  change(world, nobody, async (context) => {
    const hit = await context.store.hits.find({ id: hitId })
    if (!hit || hit.status === 'Disposed') throw new WorkerRefusal(`There is no HIT ${hitId}.`)
    const worker = await workerOf(context, workerId)
    const hitType = await typeOf(context, hit)
    const guarded = hitType.qualificationRequirements.filter(
      ({ ActionsGuarded }) => ActionsGuarded !== 'Accept',
    )
    const missing = await unmet(context, worker, guarded)
    if (missing.length > 0)
      throw new WorkerRefusal(
        missing.map((each) => `You do not meet the requirement ${inWords(each)}.`).join(' '),
      )

    const [held] = await context.store.assignments.list({ hitId, workerId, status: 'Accepted' })
    const { shownOf } = await import('../../domain/questions/shown.js')
    return {
      ...(await offered(world, context, worker, hit, hitType)),
      question: hit.question,
      shown: hit.question === undefined ? undefined : shownOf(hit.question),
      requirements: await requirementsTold(context, worker, hitType.qualificationRequirements),
      assignment: held && { id: held.thing.id, deadline: held.thing.deadline },
    }
  })

export const workerOf = async ({ store, now }: Context, id: string): Promise<Worker> =>
  (await store.workers.find({ id })) ?? { id, createdAt: now }

export const typeOf = async ({ store }: Context, { account, hitTypeId }: HIT): Promise<HITType> =>
  (await store.hitTypes.find({ account, id: hitTypeId }))!

async function offeredTo(
  world: World,
  context: Context,
  worker: Worker,
  hit: HIT,
  words: readonly string[],
): Promise<OfferedHIT | undefined> {
  const hitType = await typeOf(context, hit)
  if (!(await isFound(context, worker, hitType, words))) return undefined
  return offered(world, context, worker, hit, hitType)
}

export const wordsIn = (search = ''): readonly string[] =>
  search.toLowerCase().split(/\s+/).filter(Boolean)

/** Whether a worker who searches by these words comes upon HITs of a type. */
export async function isFound(
  context: Context,
  worker: Worker,
  { title, description, keywords = '', qualificationRequirements }: HITType,
  words: readonly string[],
): Promise<boolean> {
  const text = `${title} ${description} ${keywords}`.toLowerCase()
  if (!words.every((word) => text.includes(word))) return false
  const hidden = qualificationRequirements.filter(
    ({ ActionsGuarded }) => ActionsGuarded === 'DiscoverPreviewAndAccept',
  )
  return (await unmet(context, worker, hidden)).length === 0
}

const offered = async (
  world: World,
  context: Context,
  worker: Worker,
  hit: HIT,
  hitType: HITType,
): Promise<OfferedHIT> => ({
  ...offerOf(world, hitType),
  hitId: hit.id,
  hitGroupId: hit.hitGroupId,
  available: availableOf(hit),
  expiration: hit.expiration,
  reasons: (await obstaclesTo(context.onBehalfOf(hit.account), worker.id, hit, hitType)).map(
    ({ says }) => says,
  ),
})

export const offerOf = (world: World, hitType: HITType): Offer => ({
  hitGroupId: hitType.groupId,
  requesterId: world.customerIdOf(hitType.account),
  title: hitType.title,
  description: hitType.description,
  keywords: hitType.keywords,
  reward: hitType.reward,
  assignmentDurationInSeconds: hitType.assignmentDurationInSeconds,
})
