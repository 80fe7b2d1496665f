import { yieldToEventLoop } from '../../core/timer.js'
import { type AssignmentRecord, visibleStatuses } from '../../domain/assignment.js'
import { type RecordedResults, recordResults } from '../../domain/batches/results.js'
import { type RowInput, readRowInput } from '../../domain/batches/template.js'
import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { Store, Transaction } from '../../store/store.js'
import { toBatchAssignment, toBatchHit } from './to-batch-results.js'

/** The ID of a batch is the requester's. */
export interface BatchKey {
  readonly account: string
  readonly batchId: string
}

/** A batch that has HITs. */
export interface ListedBatch extends BatchKey {
  readonly hits: number
  /** Increases with each HIT that is added to a batch. */
  readonly position: number
}

/** How far the work on a batch is. */
export interface BatchProgress {
  readonly hitTypeId: string
  readonly title: string
  readonly reward: string
  readonly createdAt: Date
  readonly expiration: Date
  readonly hits: number
  /** How many assignments workers can do in all, and how many are in each state. */
  readonly maxAssignments: number
  readonly pending: number
  readonly submitted: number
  readonly approved: number
  readonly rejected: number
}

/** A HIT of a batch with what workers submitted. */
export interface BatchRow {
  readonly hit: HitRecord
  readonly hitType: HitTypeRecord
  /** Undefined for a HIT that was not created from a row. */
  readonly input: RowInput | undefined
  readonly assignments: readonly AssignmentRecord[]
}

/** HITs that are read in one transaction. */
const hitsAtOnce = 250

/** The batches that have HITs, the newest last. */
export async function listBatches(
  store: Store,
  { account }: { readonly account?: string } = {},
): Promise<readonly ListedBatch[]> {
  const groups = await store.transaction((tx) =>
    tx.hits.group({ batch: { from: '' }, account, listed: 1 }, ['batch', 'account']),
  )
  return groups.map(({ values, count, position }) => ({
    account: String(values.account),
    batchId: String(values.batch),
    hits: count,
    position,
  }))
}

/** The HIT type of the first HIT of a batch. */
export const loadBatchType = (store: Store, key: BatchKey): Promise<HitTypeRecord | undefined> =>
  store.transaction(async (tx) => {
    const [first] = await tx.hits.list(filterByBatch(key), { limit: 1 })
    return first && findHitType(tx, first.record)
  })

/** Undefined if the batch has no HITs. */
export async function loadProgress(
  store: Store,
  key: BatchKey,
): Promise<BatchProgress | undefined> {
  let progress: BatchProgress | undefined
  for await (const hits of readHits(store, key))
    progress = await store.transaction((tx) => addProgress(tx, progress, hits))
  return progress
}

async function addProgress(
  tx: Transaction,
  before: BatchProgress | undefined,
  hits: readonly HitRecord[],
): Promise<BatchProgress | undefined> {
  const first = before ?? (await startProgress(tx, hits[0]!))
  if (!first) return undefined
  const reviewed = hits.filter(({ completed }) => completed > 0).map(({ id }) => id)
  const count = (status: AssignmentRecord['status']) =>
    tx.assignments.count({ hitId: reviewed, status })
  const sum = (member: 'maxAssignments' | 'pending' | 'submitted') =>
    hits.reduce((total, hit) => total + hit[member], first[member])
  return {
    ...first,
    expiration: hits.reduce(
      (latest, { expiration }) => (expiration > latest ? expiration : latest),
      first.expiration,
    ),
    hits: first.hits + hits.length,
    maxAssignments: sum('maxAssignments'),
    pending: sum('pending'),
    submitted: sum('submitted'),
    approved: first.approved + (await count('Approved')),
    rejected: first.rejected + (await count('Rejected')),
  }
}

async function startProgress(tx: Transaction, hit: HitRecord): Promise<BatchProgress | undefined> {
  const hitType = await findHitType(tx, hit)
  if (!hitType) return undefined
  const { title, reward } = hitType
  const { hitTypeId, createdAt, expiration } = hit
  const counts = { hits: 0, maxAssignments: 0, pending: 0, submitted: 0, approved: 0, rejected: 0 }
  return { hitTypeId, title, reward, createdAt, expiration, ...counts }
}

/** A page of the rows of a batch, in the order in which their HITs were created. */
export const loadRows = (
  store: Store,
  key: BatchKey,
  page: { readonly limit: number; readonly after?: number },
): Promise<{ readonly rows: readonly BatchRow[]; readonly next?: number }> =>
  store.transaction(async (tx) => {
    const hits = await tx.hits.list(filterByBatch(key), page)
    const rows = await addAssignments(
      tx,
      hits.map(({ record }) => record),
    )
    return { rows, next: hits.length === page.limit ? hits.at(-1)!.position : undefined }
  })

/** All results of a batch, in the order of its rows; none if it has no HITs. */
export async function loadResults(
  store: Store,
  key: BatchKey,
): Promise<readonly RecordedResults[]> {
  const results: RecordedResults[] = []
  for await (const hits of readHits(store, key)) {
    const rows = await store.transaction((tx) => addAssignments(tx, hits))
    for (const { hit, hitType, input, assignments } of rows)
      results.push(
        recordResults({
          hit: toBatchHit(hit, hitType),
          input,
          assignments: assignments.map(toBatchAssignment),
        }),
      )
  }
  return results.toSorted((a, b) => (a.input?.row ?? 0) - (b.input?.row ?? 0))
}

/** With their HIT types, and what was submitted, in order of submission. */
async function addAssignments(
  tx: Transaction,
  hits: readonly HitRecord[],
): Promise<readonly BatchRow[]> {
  const submitted = new Map<string, AssignmentRecord[]>(hits.map(({ id }) => [id, []]))
  const status = [...visibleStatuses]
  for (const { record } of await tx.assignments.list(
    { hitId: [...submitted.keys()], status },
    { limit: Number.MAX_SAFE_INTEGER },
  ))
    submitted.get(record.hitId)!.push(record)
  const hitTypes = new Map<string, HitTypeRecord | undefined>()
  for (const hit of hits)
    if (!hitTypes.has(hit.hitTypeId)) hitTypes.set(hit.hitTypeId, await findHitType(tx, hit))
  return hits.flatMap((hit) => {
    const hitType = hitTypes.get(hit.hitTypeId)
    // A reset may have deleted it since the HITs were read.
    if (!hitType) return []
    return { hit, hitType, input: readRowInput(hit.question), assignments: submitted.get(hit.id)! }
  })
}

/** All HITs of a batch, part by part, between which other work is done. */
async function* readHits(store: Store, key: BatchKey): AsyncGenerator<readonly HitRecord[]> {
  let after: number | undefined
  for (;;) {
    const page = { limit: hitsAtOnce, after }
    const rows = await store.transaction((tx) => tx.hits.list(filterByBatch(key), page))
    if (rows.length > 0) yield rows.map(({ record }) => record)
    if (rows.length < hitsAtOnce) return
    after = rows.at(-1)!.position
    await yieldToEventLoop()
  }
}

/** HITs that were deleted are not in a batch, as they are in no list of the requester API. */
const filterByBatch = ({ account, batchId }: BatchKey) => ({ batch: batchId, account, listed: 1 })

const findHitType = (
  tx: Transaction,
  { account, hitTypeId }: HitRecord,
): Promise<HitTypeRecord | undefined> => tx.hitTypes.find({ account, id: hitTypeId })
