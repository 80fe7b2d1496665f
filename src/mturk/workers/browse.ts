import type { AssignmentRecord } from '../../domain/assignment.js'
import { WorkerError } from '../../domain/errors.js'
import { countAvailable, type HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { QuestionView } from '../../domain/questions/question-view.js'
import type { WorkerRecord } from '../../domain/worker.js'
import type { Marketplace } from '../marketplace.js'
import { type ReadContext, readTransaction } from '../read-context.js'
import { findIneligibilityReasons } from './eligibility.js'
import { loadHitType } from './load-hit-type.js'
import { describeRequirement, findUnmetRequirements } from './qualification-values.js'
import { type RequirementView, viewRequirements } from './requirement-views.js'

/** The properties of a HIT type that workers see. */
export interface HitSummary {
  readonly hitGroupId: string
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
  /** Why this worker cannot accept it; empty when the worker can. */
  readonly ineligibilityReasons: readonly string[]
}

export interface AvailableHitPage {
  readonly hits: readonly AvailableHit[]
  /** Give it as `after` for the page that follows. */
  readonly next?: number
}

/**
 * The HITs that a worker can discover, oldest first, with the reasons that keep the worker from
 * accepting them.
 *
 * @param page.search words of which each must be in the title, the description or the keywords
 */
export const browse = (
  marketplace: Marketplace,
  workerId: string,
  page: { readonly limit: number; readonly after?: number; readonly search?: string },
): Promise<AvailableHitPage> =>
  readTransaction(marketplace, async (context) => {
    const searchTerms = parseSearchTerms(page.search)
    const worker = await loadWorker(context, workerId)
    const hits: AvailableHit[] = []
    let { after } = page
    // HITs that are hidden or do not match do not count towards the page.
    for (;;) {
      const limit = page.limit - hits.length
      const rows = await context.store.hits.list({ status: 'Assignable' }, { limit, after })
      for (const { record } of rows) {
        const availableHit = await findAvailableHit(context, worker, record, searchTerms)
        if (availableHit) hits.push(availableHit)
      }
      after = rows.at(-1)?.position
      if (rows.length < limit) return { hits }
      if (hits.length >= page.limit) return { hits, next: after }
    }
  })

/** A HIT with its question, for a worker who may preview it. */
export interface HitPreview extends AvailableHit {
  readonly question?: string
  /** The question, parsed for display. */
  readonly questionView?: QuestionView
  readonly requirements: readonly RequirementView[]
  /** The worker's assignment, while it is accepted. */
  readonly assignment?: Pick<AssignmentRecord, 'id' | 'deadline'>
}

/**
 * A worker previews a HIT.
 *
 * @throws WorkerError when there is none, or the worker may not preview it
 */
export const previewHit = (
  marketplace: Marketplace,
  workerId: string,
  hitId: string,
): Promise<HitPreview> =>
  readTransaction(marketplace, async (context) => {
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
      ...(await toAvailableHit(context, worker, hit, hitType)),
      question: hit.question,
      questionView: hit.question === undefined ? undefined : viewQuestion(hit.question),
      requirements: await viewRequirements(context, worker, hitType.qualificationRequirements),
      assignment: currentAssignment && {
        id: currentAssignment.record.id,
        deadline: currentAssignment.record.deadline,
      },
    }
  })

export const loadWorker = async ({ store, now }: ReadContext, id: string): Promise<WorkerRecord> =>
  (await store.workers.find({ id })) ?? { id, createdAt: now }

async function findAvailableHit(
  context: ReadContext,
  worker: WorkerRecord,
  hit: HitRecord,
  searchTerms: readonly string[],
): Promise<AvailableHit | undefined> {
  const hitType = await loadHitType(context, hit)
  if (!(await isDiscoverable(context, worker, hitType, searchTerms))) return undefined
  return toAvailableHit(context, worker, hit, hitType)
}

export const parseSearchTerms = (search = ''): readonly string[] =>
  search.toLowerCase().split(/\s+/).filter(Boolean)

/** Whether HITs of a type match the words and are not hidden from the worker. */
export async function isDiscoverable(
  context: ReadContext,
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
  context: ReadContext,
  worker: WorkerRecord,
  hit: HitRecord,
  hitType: HitTypeRecord,
): Promise<AvailableHit> => ({
  ...summarizeHitType(context, hitType),
  hitId: hit.id,
  hitGroupId: hit.hitGroupId,
  available: countAvailable(hit),
  expiration: hit.expiration,
  ineligibilityReasons: (
    await findIneligibilityReasons(context.forAccount(hit.account), worker.id, hit, hitType)
  ).map(({ message }) => message),
})

export const summarizeHitType = (context: ReadContext, hitType: HitTypeRecord): HitSummary => ({
  hitGroupId: hitType.groupId,
  requesterId: context.getCustomerId(hitType.account),
  title: hitType.title,
  description: hitType.description,
  keywords: hitType.keywords,
  reward: hitType.reward,
  assignmentDurationInSeconds: hitType.assignmentDurationInSeconds,
})
