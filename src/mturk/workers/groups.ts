import { WorkerError } from '../../domain/errors.js'
import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { WorkerRecord } from '../../domain/worker.js'
import type { Marketplace } from '../marketplace.js'
import { type ReadContext, readTransaction } from '../read-context.js'
import {
  type HitSummary,
  isDiscoverable,
  loadWorker,
  parseSearchTerms,
  summarizeHitType,
} from './browse.js'
import { findIneligibilityReasons, heldStatuses } from './eligibility.js'
import { type RequirementView, viewRequirements } from './requirement-views.js'

/** The HITs of one type: one entry in the list of HITs. */
export interface AvailableGroup extends HitSummary {
  /** The number of HITs with assignments that can be accepted. */
  readonly hits: number
  readonly requirements: readonly RequirementView[]
  /** Why the worker can accept none of them; empty when the worker can. */
  readonly ineligibilityReasons: readonly string[]
}

export interface AvailableGroupPage {
  readonly groups: readonly AvailableGroup[]
  /** Give it as `after` for the page that follows. */
  readonly next?: number
}

/** A group, and the HIT that the worker sees first. */
export interface AvailableGroupDetail extends AvailableGroup {
  /** The next HIT of which the worker has had no assignment. */
  readonly hitId?: string
}

/** The groups that a worker can discover, newest first. */
export const browseGroups = (
  marketplace: Marketplace,
  workerId: string,
  page: { readonly limit: number; readonly after?: number; readonly search?: string },
): Promise<AvailableGroupPage> =>
  readTransaction(marketplace, async (context) => {
    const searchTerms = parseSearchTerms(page.search)
    const worker = await loadWorker(context, workerId)
    const groups: AvailableGroup[] = []
    let { after } = page
    // Groups that are empty, hidden or do not match do not count towards the page.
    for (;;) {
      const limit = page.limit - groups.length
      const rows = await context.store.hitTypes.list({}, { limit, after, newestFirst: true })
      for (const { record } of rows) {
        const hits = await context.store.hits.count(assignableHitsFilter(record))
        if (hits === 0 || !(await isDiscoverable(context, worker, record, searchTerms))) continue
        groups.push(toAvailableGroup(await viewGroup(context, worker, record), hits))
      }
      after = rows.at(-1)?.position
      if (rows.length < limit) return { groups }
      if (groups.length >= page.limit) return { groups, next: after }
    }
  })

/**
 * A group by its own ID or by its HIT type's: links contain either.
 *
 * @param after the HIT that the worker has just seen; the one that follows it is returned
 * @throws WorkerError when there is no such group, or it is hidden from the worker
 */
export const openGroup = (
  marketplace: Marketplace,
  workerId: string,
  groupId: string,
  after?: string,
): Promise<AvailableGroupDetail> =>
  readTransaction(marketplace, async (context) => {
    const worker = await loadWorker(context, workerId)
    const hitType = await findHitTypeOfGroup(context, groupId)
    if (!hitType || !(await isDiscoverable(context, worker, hitType, [])))
      throw new WorkerError(`There is no group ${groupId}.`)
    const group = await viewGroup(context, worker, hitType, after)
    const hits = await context.store.hits.count(assignableHitsFilter(hitType))
    return { ...toAvailableGroup(group, hits), hitId: group.nextHit?.id }
  })

/** Searches all records for a group ID: links with group IDs are rare, and HIT types few. */
async function findHitTypeOfGroup(
  { store }: ReadContext,
  groupId: string,
): Promise<HitTypeRecord | undefined> {
  const byId = await store.hitTypes.findFirst({ id: groupId }, 'id')
  if (byId) return byId
  const contains = [`"groupId":${JSON.stringify(groupId)}`]
  const [row] = await store.hitTypes.list({ record: { contains } }, { limit: 1 })
  return row?.record.groupId === groupId ? row.record : undefined
}

const assignableHitsFilter = ({ account, id: hitTypeId }: HitTypeRecord) =>
  ({ account, hitTypeId, status: 'Assignable' }) as const

interface GroupWithNextHit extends Omit<AvailableGroup, 'hits'> {
  /** The next HIT of which the worker has had no assignment. */
  readonly nextHit?: HitRecord
}

async function viewGroup(
  context: ReadContext,
  worker: WorkerRecord,
  hitType: HitTypeRecord,
  after?: string,
): Promise<GroupWithNextHit> {
  const requesterContext = context.forAccount(hitType.account)
  const [first] = await requesterContext.store.hits.list(assignableHitsFilter(hitType), {
    limit: 1,
  })
  const nextHit = first && (await findNextAvailableHit(requesterContext, worker.id, hitType, after))
  const candidate = nextHit ?? first?.record
  const reasons = candidate
    ? await findIneligibilityReasons(requesterContext, worker.id, candidate, hitType)
    : []
  return {
    ...summarizeHitType(context, hitType),
    requirements: await viewRequirements(
      requesterContext,
      worker,
      hitType.qualificationRequirements,
    ),
    ineligibilityReasons: [
      ...(first ? [] : ['None of its HITs is left.']),
      ...(first && !nextHit ? ['You have had each of its HITs.'] : []),
      ...reasons.filter(({ scope }) => scope !== 'HIT').map(({ message }) => message),
    ],
    nextHit,
  }
}

const toAvailableGroup = (
  { nextHit: _, ...group }: GroupWithNextHit,
  hits: number,
): AvailableGroup => ({
  ...group,
  hits,
})

/** The first HIT after another one of which the worker has had no assignment; wraps around. */
async function findNextAvailableHit(
  context: ReadContext,
  workerId: string,
  hitType: HitTypeRecord,
  afterHitId?: string,
): Promise<HitRecord | undefined> {
  const { store } = context
  const [previousRow] =
    afterHitId === undefined ? [] : await store.hits.list({ id: afterHitId }, { limit: 1 })
  return (
    (previousRow &&
      (await findAvailableHitAfter(context, workerId, hitType, previousRow.position))) ??
    findAvailableHitAfter(context, workerId, hitType)
  )
}

async function findAvailableHitAfter(
  { store, now }: ReadContext,
  workerId: string,
  hitType: HitTypeRecord,
  afterPosition?: number,
): Promise<HitRecord | undefined> {
  const limit = 20
  for (let after = afterPosition; ; ) {
    const rows = await store.hits.list(assignableHitsFilter(hitType), { limit, after })
    for (const { record } of rows) {
      const assignmentFilter = { hitId: record.id, workerId, status: heldStatuses }
      if (record.expiration > now && (await store.assignments.count(assignmentFilter)) === 0)
        return record
    }
    if (rows.length < limit) return undefined
    after = rows.at(-1)!.position
  }
}
