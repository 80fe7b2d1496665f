import { WorkerRefusal } from '../../domain/errors.js'
import type {
  Qualification,
  QualificationRequest,
  QualificationType,
} from '../../domain/qualification.js'
import type { QuestionForm } from '../../domain/questions/form.js'
import { type Context, change, type World } from '../unit-of-work.js'
import type { Answers } from './answers.js'
import { nameWorker } from './work.js'

/**
 * A worker asks for a qualification: granted at once where the type says so or its test is scored
 * by a key, else the requester is asked.
 *
 * @throws WorkerRefusal saying why not
 */
export const requestQualification = (
  world: World,
  workerId: string,
  qualificationTypeId: string,
  answers?: Answers,
): Promise<Qualification | QualificationRequest> =>
  asking(world, workerId, qualificationTypeId, async (context, type, before) => {
    const request = await answeredRequest(context, type, workerId, { answers, before })
    const value = await valueFor(type, request.answer)
    if (value === undefined) {
      await context.store.qualificationRequests.put(request)
      return request
    }
    await context.store.qualificationRequests.put({ ...request, status: 'Granted' })
    const granted: Qualification = {
      qualificationTypeId,
      workerId,
      grantTime: context.now,
      integerValue: value,
      status: 'Granted',
    }
    await context.store.qualifications.put(granted)
    return granted
  })

/** A test and until when its answers are taken. */
export interface TestBegun {
  readonly test: string
  /** The test for whoever shows it. */
  readonly form: QuestionForm
  readonly until: Date
}

/**
 * A worker begins a qualification test. Looking at it begins it: there is a time for it.
 *
 * @throws WorkerRefusal saying why not
 */
export const beginTest = (
  world: World,
  workerId: string,
  qualificationTypeId: string,
): Promise<TestBegun> =>
  asking(world, workerId, qualificationTypeId, async (context, type, before) => {
    const { account, store, now, newId } = context
    if (type.test === undefined)
      throw new WorkerRefusal(`The qualification ${qualificationTypeId} has no test.`)
    const request: QualificationRequest =
      before && isBeingTaken(type, before, now)
        ? before
        : {
            account,
            id: newId(),
            qualificationTypeId,
            workerId,
            submitTime: now,
            status: 'Testing',
          }
    await store.qualificationRequests.put(request)
    const { formOf } = await import('../../domain/questions/form.js')
    return { test: type.test, form: formOf(type.test), until: endOf(type, request) }
  })

async function asking<T>(
  world: World,
  workerId: string,
  qualificationTypeId: string,
  work: (
    context: Context,
    type: QualificationType,
    before: QualificationRequest | undefined,
  ) => Promise<T>,
): Promise<T> {
  await nameWorker(world, workerId)
  const known = await world.store.transaction((tx) =>
    tx.qualificationTypes.find({ id: qualificationTypeId }),
  )
  if (!known) throw new WorkerRefusal(`There is no qualification ${qualificationTypeId}.`)

  return change(world, { account: known.account }, async (context) => {
    const type = (await context.store.qualificationTypes.find({ id: qualificationTypeId }))!
    const before = await lastRequest(context, qualificationTypeId, workerId)
    const reason = await whyNotAsk(context, type, workerId, before)
    if (reason !== undefined) throw new WorkerRefusal(reason)
    return work(context, type, before)
  })
}

export async function lastRequest(
  { store }: Pick<Context, 'store'>,
  qualificationTypeId: string,
  workerId: string,
): Promise<QualificationRequest | undefined> {
  const newest = { limit: 1, newestFirst: true }
  const [last] = await store.qualificationRequests.list({ qualificationTypeId, workerId }, newest)
  return last?.thing
}

/** What keeps a worker from asking for a qualification, or from handing in its test. */
export async function whyNotAsk(
  { store, now }: Pick<Context, 'store' | 'now'>,
  type: QualificationType,
  workerId: string,
  before: QualificationRequest | undefined,
): Promise<string | undefined> {
  const { id, status, isRequestable, retryDelayInSeconds: delay } = type
  if (status !== 'Active' || !isRequestable) return `The qualification ${id} cannot be requested.`
  if (before?.status === 'Pending') return `You have requested ${id} already.`
  const held = await store.qualifications.find({ qualificationTypeId: id, workerId })
  const mayTryAgain = type.test !== undefined && delay !== undefined
  if (held?.status === 'Granted' && !mayTryAgain) return `You have the qualification ${id} already.`
  if (!before || isBeingTaken(type, before, now)) return undefined
  if (delay === undefined)
    return before.status === 'Testing'
      ? `The time for the test of ${id} is over.`
      : `${id} can be requested once only.`
  if (now.getTime() < before.submitTime.getTime() + delay * 1000)
    return `${id} can be requested again ${delay} seconds after the last time.`
  return undefined
}

const isBeingTaken = (
  type: QualificationType,
  request: QualificationRequest | undefined,
  now: Date,
): boolean => request?.status === 'Testing' && now < endOf(type, request)

const endOf = (
  { testDurationInSeconds = 0 }: QualificationType,
  { submitTime }: QualificationRequest,
): Date => new Date(submitTime.getTime() + testDurationInSeconds * 1000)

async function answeredRequest(
  { account, now, newId }: Context,
  type: QualificationType,
  workerId: string,
  { answers, before }: { answers?: Answers; before: QualificationRequest | undefined },
): Promise<QualificationRequest> {
  const { id: qualificationTypeId, test } = type
  if (test !== undefined && answers === undefined)
    throw new WorkerRefusal(`The qualification ${qualificationTypeId} has a test to be answered.`)
  if (test === undefined && answers !== undefined)
    throw new WorkerRefusal(`The qualification ${qualificationTypeId} has no test to answer.`)
  const id = before && isBeingTaken(type, before, now) ? before.id : newId()
  const { answered } = await import('./answers.js')
  return {
    account,
    id,
    qualificationTypeId,
    workerId,
    submitTime: now,
    answer: answers && answered(test, answers),
    status: 'Pending',
  }
}

/** What the type itself decides; nothing when the requester is to decide. */
async function valueFor(
  { answerKey, autoGranted, autoGrantedValue = 1 }: QualificationType,
  answer: string | undefined,
): Promise<number | undefined> {
  if (autoGranted) return autoGrantedValue
  if (answerKey === undefined || answer === undefined) return undefined
  const { scoreOf } = await import('../../domain/questions/answer-key.js')
  const { readAnswers } = await import('../../domain/questions/read-answers.js')
  return scoreOf(answerKey, readAnswers(answer))
}
