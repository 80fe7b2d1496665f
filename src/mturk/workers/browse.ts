import { defaultAccount } from '../../domain/account.js'
import type { AssignmentRecord } from '../../domain/assignment.js'
import { WorkerError } from '../../domain/errors.js'
import { countAvailable, type HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { QuestionView } from '../../domain/questions/question-view.js'
import type { WorkerRecord } from '../../domain/worker.js'
import { inTransaction, type Marketplace, type UnitOfWork } from '../unit-of-work.js'
import { findIneligibilityReasons } from './eligibility.js'
import { describeRequirement, findUnmetRequirements } from './qualification-values.js'
import { type RequirementView, viewRequirements } from './requirement-views.js'

/** What HITs of one type have in common, as workers see it. */
export interface HitSummary {
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
export interface AvailableHit extends HitSummary {
  readonly hitId: string
  readonly available: number
  readonly expiration: Date
  /** Why this worker cannot accept it; empty when nothing stands in the way. */
  readonly ineligibilityReasons: readonly string[]
}

export interface AvailableHitPage {
  readonly hits: readonly AvailableHit[]
  /** Give it as `after` for the page that follows. */
  readonly next?: number
}

/** Whoever looks is on nobody's behalf. */
export const anonymousCaller = { account: defaultAccount }

/**
 * The HITs that a worker can discover, oldest first, with what keeps the worker from each.
 *
 * @param page.search words of which each must be in the title, the description or the keywords
 */
export const browse = (
  marketplace: Marketplace,
  workerId: string,
  page: { readonly limit: number; readonly after?: number; readonly search?: string },
): Promise<AvailableHitPage> =>
  inTransaction(marketplace, anonymousCaller, async (context) => {
    const searchTerms = parseSearchTerms(page.search)
    const worker = await loadWorker(context, workerId)
    const hits: AvailableHit[] = []
    let { after } = page
    // What is hidden or not searched for takes no room on the page.
    for (;;) {
      const limit = page.limit - hits.length
      const rows = await context.store.hits.list({ status: 'Assignable' }, { limit, after })
      for (const { record } of rows) {
        const availableHit = await findAvailableHit(
          marketplace,
          context,
          worker,
          record,
          searchTerms,
        )
        if (availableHit) hits.push(availableHit)
      }
      after = rows.at(-1)?.position
      if (rows.length < limit) return { hits }
      if (hits.length >= page.limit) return { hits, next: after }
    }
  })

/** A HIT with what it asks, for whoever may look at it. */
export interface HitPreview extends AvailableHit {
  readonly question?: string
  /** The question for whoever shows it. */
  readonly questionView?: QuestionView
  readonly requirements: readonly RequirementView[]
  /** The worker's assignment of it, while it is being worked on. */
  readonly assignment?: Pick<AssignmentRecord, 'id' | 'deadline'>
}

/**
 * A worker looks at a HIT.
 *
 * @throws WorkerRefusal when there is none, or the worker may not look
 */
export const previewHit = (
  marketplace: Marketplace,
  workerId: string,
  hitId: string,
): Promise<HitPreview> =>
  inTransaction(marketplace, anonymousCaller, async (context) => {
    const hit = await context.store.hits.find({ id: hitId })
    if (!hit || hit.status === 'Disposed') throw new WorkerError(`There is no HIT ${hitId}.`)
    const worker = await loadWorker(context, workerId)
    const hitType = await loadHitType(context, hit)
    const previewRequirements = hitType.qualificationRequirements.filter(
      ({ ActionsGuarded }) => ActionsGuarded !== 'Accept',
    )
    const unmetRequirements = await findUnmetRequirements(context, worker, previewRequirements)
    if (unmetRequirements.length > 0)
      throw new WorkerError(
        unmetRequirements
          .map((each) => `You do not meet the requirement ${describeRequirement(each)}.`)
          .join(' '),
      )

    const [currentAssignment] = await context.store.assignments.list({
      hitId,
      workerId,
      status: 'Accepted',
    })
    const { viewQuestion } = await import('../../domain/questions/question-view.js')
    return {
      ...(await toAvailableHit(marketplace, context, worker, hit, hitType)),
      question: hit.question,
      questionView: hit.question === undefined ? undefined : viewQuestion(hit.question),
      requirements: await viewRequirements(context, worker, hitType.qualificationRequirements),
      assignment: currentAssignment && {
        id: currentAssignment.record.id,
        deadline: currentAssignment.record.deadline,
      },
    }
  })

export const loadWorker = async ({ store, now }: UnitOfWork, id: string): Promise<WorkerRecord> =>
  (await store.workers.find({ id })) ?? { id, createdAt: now }

export const loadHitType = async (
  { store }: UnitOfWork,
  { account, hitTypeId }: HitRecord,
): Promise<HitTypeRecord> => (await store.hitTypes.find({ account, id: hitTypeId }))!

async function findAvailableHit(
  marketplace: Marketplace,
  context: UnitOfWork,
  worker: WorkerRecord,
  hit: HitRecord,
  searchTerms: readonly string[],
): Promise<AvailableHit | undefined> {
  const hitType = await loadHitType(context, hit)
  if (!(await isDiscoverable(context, worker, hitType, searchTerms))) return undefined
  return toAvailableHit(marketplace, context, worker, hit, hitType)
}

export const parseSearchTerms = (search = ''): readonly string[] =>
  search.toLowerCase().split(/\s+/).filter(Boolean)

/** Whether a worker who searches by these words comes upon HITs of a type. */
export async function isDiscoverable(
  context: UnitOfWork,
  worker: WorkerRecord,
  { title, description, keywords = '', qualificationRequirements }: HitTypeRecord,
  searchTerms: readonly string[],
): Promise<boolean> {
  const text = `${title} ${description} ${keywords}`.toLowerCase()
  if (!searchTerms.every((word) => text.includes(word))) return false
  const discoverRequirements = qualificationRequirements.filter(
    ({ ActionsGuarded }) => ActionsGuarded === 'DiscoverPreviewAndAccept',
  )
  return (await findUnmetRequirements(context, worker, discoverRequirements)).length === 0
}

const toAvailableHit = async (
  marketplace: Marketplace,
  context: UnitOfWork,
  worker: WorkerRecord,
  hit: HitRecord,
  hitType: HitTypeRecord,
): Promise<AvailableHit> => ({
  ...summarizeHitType(marketplace, hitType),
  hitId: hit.id,
  hitGroupId: hit.hitGroupId,
  available: countAvailable(hit),
  expiration: hit.expiration,
  ineligibilityReasons: (
    await findIneligibilityReasons(context.forAccount(hit.account), worker.id, hit, hitType)
  ).map(({ message }) => message),
})

export const summarizeHitType = (marketplace: Marketplace, hitType: HitTypeRecord): HitSummary => ({
  hitGroupId: hitType.groupId,
  requesterId: marketplace.getCustomerId(hitType.account),
  title: hitType.title,
  description: hitType.description,
  keywords: hitType.keywords,
  reward: hitType.reward,
  assignmentDurationInSeconds: hitType.assignmentDurationInSeconds,
})
