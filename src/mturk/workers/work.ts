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
import { saveAssignment } from '../lifecycle/save-transition.js'
import type { CallOptions, Marketplace } from '../marketplace.js'
import type { ReadContext } from '../read-context.js'
import { inTransaction, type UnitOfWork } from '../unit-of-work.js'
import type { AnswersInput } from './build-answer-xml.js'
import { findIneligibilityReasons, joinReasons } from './eligibility.js'
import { loadHitType } from './load-hit-type.js'

/** Creates a worker, or updates what is known of one. */
export const upsertWorker = (
  marketplace: Marketplace,
  id: string,
  details: Omit<WorkerRecord, 'id' | 'createdAt'> = {},
): Promise<WorkerRecord> =>
  inTransaction(marketplace, { account: defaultAccount }, async (context) => {
    const worker = { ...(await findOrCreateWorker(context, id)), ...details }
    await context.store.workers.put(worker)
    return worker
  })

/** @throws WorkerError when the worker is new and the ID is not one */
export async function findOrCreateWorker(
  { store, now }: UnitOfWork,
  id: string,
): Promise<WorkerRecord> {
  const existing = await store.workers.find({ id })
  if (existing) return existing
  if (!/^A[A-Z0-9]{1,63}$/.test(id))
    throw new WorkerError(`${id} is no worker ID: it is an A with capitals and digits after it.`)
  const worker = { id, createdAt: now }
  await store.workers.put(worker)
  return worker
}

/**
 * A worker accepts a HIT. A new worker is created even when the HIT cannot be accepted.
 *
 * @throws WorkerError with the reasons why not
 */
export async function acceptHit(
  marketplace: Marketplace,
  workerId: string,
  hitId: string,
  options: CallOptions = {},
): Promise<AssignmentRecord> {
  const caller = { ...options, account: defaultAccount }
  const accepted = await inTransaction(marketplace, caller, async (context) => {
    await findOrCreateWorker(context, workerId)
    const hit = await context.store.hits.find({ id: hitId })
    if (!hit) return new WorkerError(`There is no HIT ${hitId}.`)
    const requesterContext = context.forAccount(hit.account)
    const hitType = await loadHitType(requesterContext, hit)
    const reasons = await findIneligibilityReasons(requesterContext, workerId, hit, hitType)
    if (reasons.length > 0) return new WorkerError(joinReasons(reasons))
    return assignHit(requesterContext, workerId, hit, hitType)
  })
  // Thrown after the commit, which created the worker.
  if (accepted instanceof WorkerError) throw accepted
  return accepted
}

/** Assigns a HIT to a worker who may accept it. */
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

/** With the quirk, the ID of an assignment that was returned or abandoned. */
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
 * @throws WorkerError when the assignment is not the worker's, or no longer accepted
 */
export const submitWork = (
  marketplace: Marketplace,
  assignmentId: string,
  answers: AnswersInput = {},
  workerId?: string,
  options?: CallOptions,
): Promise<AssignmentRecord> =>
  asAssignedWorker(
    marketplace,
    assignmentId,
    workerId,
    (context, assignment) => submitAnswers(context, assignment, answers),
    options,
  )

/**
 * A worker returns accepted work.
 *
 * @throws WorkerError when the assignment is not the worker's, or no longer accepted
 */
export const returnWork = (
  marketplace: Marketplace,
  assignmentId: string,
  workerId?: string,
  options?: CallOptions,
): Promise<AssignmentRecord> =>
  asAssignedWorker(marketplace, assignmentId, workerId, returnToPool, options)

/** Loaded with the first answers. To import a module that is loaded takes several microseconds. */
let answerXml: typeof import('./build-answer-xml.js') | undefined

/** @throws WorkerError when it is no longer accepted, or the answers are not valid */
export const submitAnswers = (
  context: UnitOfWork,
  assignment: AssignmentRecord,
  answers: AnswersInput,
): Promise<AssignmentRecord> =>
  changeAccepted(context, assignment, async (current, hitType) => {
    answerXml ??= await import('./build-answer-xml.js')
    const files = await context.store.uploads.list({ assignmentId: assignment.id })
    const answer = answerXml.buildAnswerXml(
      current.hit.question,
      answers,
      files.map(toUploadedFile),
    )
    return submitAssignment(current, hitType, answer, context.now)
  })

/** @throws WorkerError when it is no longer accepted */
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
  const hit = (await context.store.hits.find({ id: assignment.hitId }))!
  const hitType = await loadHitType(context, hit)
  requireAccepted(assignment, context.now)
  return (await saveAssignment(context, await decide({ hit, assignment }, hitType))).assignment
}

/**
 * Changes an assignment of a worker, on behalf of the requester whose HIT it is.
 *
 * @param workerId left out when only the assignment ID is known
 * @throws WorkerError when the worker has no such assignment
 */
export const asAssignedWorker = <T>(
  marketplace: Marketplace,
  assignmentId: string,
  workerId: string | undefined,
  work: (context: UnitOfWork, assignment: AssignmentRecord) => Promise<T>,
  options: CallOptions = {},
): Promise<T> =>
  inTransaction(marketplace, { ...options, account: defaultAccount }, async (context) => {
    const assignment = await loadAssignmentOfWorker(context, assignmentId, workerId)
    return work(context.forAccount(assignment.account), assignment)
  })

/** @throws WorkerError when the worker has no such assignment */
export async function loadAssignmentOfWorker(
  { store }: ReadContext,
  id: string,
  workerId: string | undefined,
): Promise<AssignmentRecord> {
  const assignment = await store.assignments.find({ id })
  if (!assignment || (workerId !== undefined && assignment.workerId !== workerId))
    throw new WorkerError(`You have no assignment ${id}.`)
  return assignment
}

/** @throws WorkerError for work that is over, or past its deadline although no job has run yet */
export function requireAccepted({ id, status, deadline }: AssignmentRecord, now: Date): void {
  const state = status === 'Accepted' && deadline <= now ? 'Abandoned' : status
  if (state !== 'Accepted') throw new WorkerError(`The assignment ${id} is ${state} already.`)
}

const toUploadedFile = ({ record }: { readonly record: Upload }): UploadedFile => record
