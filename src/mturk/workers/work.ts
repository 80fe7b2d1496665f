import { defaultAccount } from '../../domain/account.js'
import {
  type AssignmentRecord,
  type AssignmentWithHit,
  acceptAssignment,
  returnAssignment,
  submitAssignment,
} from '../../domain/assignment.js'
import { WorkerError } from '../../domain/errors.js'
import type { HitRecord, Transition } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { UploadedFile } from '../../domain/questions/validate-answers.js'
import type { Upload } from '../../domain/upload.js'
import type { WorkerRecord } from '../../domain/worker.js'
import { saveAssignment } from '../lifecycle/save.js'
import { inTransaction, type Marketplace, type UnitOfWork } from '../unit-of-work.js'
import type { AnswersInput } from './build-answer-xml.js'
import { findIneligibilityReasons, joinReasons } from './eligibility.js'

/** Makes a worker, or changes what is known of one. */
export const upsertWorker = (
  marketplace: Marketplace,
  id: string,
  details: Omit<WorkerRecord, 'id' | 'createdAt'> = {},
): Promise<WorkerRecord> =>
  inTransaction(marketplace, anonymousCaller, async ({ store, now }) => {
    if (!/^A[A-Z0-9]{1,63}$/.test(id))
      throw new WorkerError(`${id} is no worker ID: it is an A with capitals and digits after it.`)
    const worker = { ...((await store.workers.find({ id })) ?? { id, createdAt: now }), ...details }
    await store.workers.put(worker)
    return worker
  })

/** Whoever is not yet known of is on nobody's behalf. */
const anonymousCaller = { account: defaultAccount }

/**
 * A worker accepts a HIT.
 *
 * @throws WorkerRefusal saying why not
 */
export async function acceptHit(
  marketplace: Marketplace,
  workerId: string,
  hitId: string,
): Promise<AssignmentRecord> {
  await upsertWorker(marketplace, workerId)
  return inTransaction(marketplace, await findCaller(marketplace, hitId), async (context) => {
    const { hit, hitType } = await loadHitWithType(context, hitId)
    const reasons = await findIneligibilityReasons(context, workerId, hit, hitType)
    if (reasons.length > 0) throw new WorkerError(joinReasons(reasons))
    return assignHit(context, workerId, hit, hitType)
  })
}

/** The HIT becomes the worker's, whom nothing keeps from it. */
export async function assignHit(
  context: UnitOfWork,
  workerId: string,
  hit: HitRecord,
  hitType: HitTypeRecord,
): Promise<AssignmentRecord> {
  const id = (await findReusableId(context, hit.id)) ?? context.newId()
  const transition = acceptAssignment(hit, hitType, { id, workerId, now: context.now })
  return (await saveAssignment(context, transition)).assignment
}

/** Where the quirk is on, the ID of an assignment that somebody gave back or abandoned. */
async function findReusableId(
  { store, settings }: UnitOfWork,
  hitId: string,
): Promise<string | undefined> {
  if (!settings.quirks.has('reused-assignment-ids')) return undefined
  const status = ['Returned', 'Abandoned']
  const [reusable] = await store.assignments.list({ hitId, status }, { limit: 1 })
  return reusable?.record.id
}

/**
 * A worker submits accepted work.
 *
 * @throws WorkerRefusal when it is not the worker's to submit, or not any more
 */
export const submitWork = (
  marketplace: Marketplace,
  assignmentId: string,
  answers: AnswersInput = {},
  workerId?: string,
): Promise<AssignmentRecord> =>
  asAssignedWorker(marketplace, assignmentId, workerId, (context, assignment) =>
    submitAnswers(context, assignment, answers),
  )

/**
 * A worker gives accepted work back.
 *
 * @throws WorkerRefusal when it is not the worker's to give back, or not any more
 */
export const returnWork = (
  marketplace: Marketplace,
  assignmentId: string,
  workerId?: string,
): Promise<AssignmentRecord> => asAssignedWorker(marketplace, assignmentId, workerId, returnToPool)

/** @throws WorkerRefusal when it is not being worked on any more, or the answers do not do */
export const submitAnswers = (
  context: UnitOfWork,
  assignment: AssignmentRecord,
  answers: AnswersInput,
): Promise<AssignmentRecord> =>
  changeAccepted(context, assignment, async (current, hitType) => {
    const { buildAnswerXml } = await import('./build-answer-xml.js')
    const files = await context.store.uploads.list({ assignmentId: assignment.id })
    const answer = buildAnswerXml(current.hit.question, answers, files.map(toUploadedFile))
    return submitAssignment(current, hitType, answer, context.now)
  })

/** @throws WorkerRefusal when it is not being worked on any more */
export const returnToPool = (
  context: UnitOfWork,
  assignment: AssignmentRecord,
): Promise<AssignmentRecord> =>
  changeAccepted(context, assignment, async (current) => returnAssignment(current, context.now))

async function changeAccepted(
  context: UnitOfWork,
  assignment: AssignmentRecord,
  decide: (
    current: AssignmentWithHit,
    hitType: HitTypeRecord,
  ) => Promise<Transition<AssignmentWithHit>>,
): Promise<AssignmentRecord> {
  const { hit, hitType } = await loadHitWithType(context, assignment.hitId)
  requireAccepted(assignment, context.now)
  return (await saveAssignment(context, await decide({ hit, assignment }, hitType))).assignment
}

/**
 * Makes a change to an assignment on behalf of its HIT's requester, if it is the worker's.
 *
 * @param workerId nobody in particular when the ID of the assignment is all that is known
 * @throws WorkerRefusal when the worker has no such assignment
 */
export async function asAssignedWorker<T>(
  marketplace: Marketplace,
  assignmentId: string,
  workerId: string | undefined,
  work: (context: UnitOfWork, assignment: AssignmentRecord) => Promise<T>,
): Promise<T> {
  const existing = await marketplace.store.transaction((tx) =>
    tx.assignments.find({ id: assignmentId }),
  )
  if (!existing || (workerId !== undefined && existing.workerId !== workerId))
    throw new WorkerError(`You have no assignment ${assignmentId}.`)

  return inTransaction(marketplace, { account: existing.account }, async (context) =>
    work(context, (await context.store.assignments.find({ id: assignmentId }))!),
  )
}

/** @throws WorkerRefusal for work that is over, or whose deadline is, though nobody has met it yet */
export function requireAccepted({ id, status, deadline }: AssignmentRecord, now: Date): void {
  const state = status === 'Accepted' && deadline <= now ? 'Abandoned' : status
  if (state !== 'Accepted') throw new WorkerError(`The assignment ${id} is ${state} already.`)
}

const toUploadedFile = ({ record }: { readonly record: Upload }): UploadedFile => record

async function findCaller({ store }: Marketplace, hitId: string): Promise<{ account: string }> {
  const hit = await store.transaction((tx) => tx.hits.find({ id: hitId }))
  if (!hit) throw new WorkerError(`There is no HIT ${hitId}.`)
  return { account: hit.account }
}

async function loadHitWithType({ account, store }: UnitOfWork, hitId: string) {
  const hit = (await store.hits.find({ id: hitId }))!
  const hitType = (await store.hitTypes.find({ account, id: hit.hitTypeId }))!
  return { hit, hitType }
}
