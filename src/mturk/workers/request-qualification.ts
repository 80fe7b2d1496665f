import { defaultAccount } from '../../domain/account.js'
import { WorkerError } from '../../domain/errors.js'
import type {
  QualificationRecord,
  QualificationRequestRecord,
  QualificationTypeRecord,
} from '../../domain/qualification.js'
import type { QuestionForm } from '../../domain/questions/form.js'
import type { Marketplace } from '../marketplace.js'
import { inTransaction, type UnitOfWork } from '../unit-of-work.js'
import type { AnswersInput } from './build-answer-xml.js'
import { findOrCreateWorker } from './work.js'

/**
 * A worker requests a qualification. It is granted at once when the type is auto-granted or an answer
 * key scores its test; otherwise the requester decides.
 *
 * @throws WorkerError with the reason why not
 */
export const requestQualification = (
  marketplace: Marketplace,
  workerId: string,
  qualificationTypeId: string,
  answers?: AnswersInput,
): Promise<QualificationRecord | QualificationRequestRecord> =>
  withRequestableType(marketplace, workerId, qualificationTypeId, async (context, type, before) => {
    const request = await createRequest(context, type, workerId, { answers, before })
    const value = await decideScore(type, request.answer)
    if (value === undefined) {
      await context.store.qualificationRequests.put(request)
      return request
    }
    await context.store.qualificationRequests.put({ ...request, status: 'Granted' })
    const granted: QualificationRecord = {
      qualificationTypeId,
      workerId,
      grantTime: context.now,
      integerValue: value,
      status: 'Granted',
    }
    await context.store.qualifications.put(granted)
    return granted
  })

/** A test, and until when its answers are accepted. */
export interface StartedTest {
  readonly test: string
  /** The test, parsed for display. */
  readonly form: QuestionForm
  readonly deadline: Date
}

/**
 * A worker starts a qualification test. Seeing it starts it, since its duration is limited.
 *
 * @throws WorkerError with the reason why not
 */
export const startTest = (
  marketplace: Marketplace,
  workerId: string,
  qualificationTypeId: string,
): Promise<StartedTest> =>
  withRequestableType(marketplace, workerId, qualificationTypeId, async (context, type, before) => {
    const { account, store, now } = context
    if (type.test === undefined)
      throw new WorkerError(`The qualification ${qualificationTypeId} has no test.`)
    const request: QualificationRequestRecord =
      before && isTestInProgress(type, before, now)
        ? before
        : {
            account,
            id: context.newId(),
            qualificationTypeId,
            workerId,
            submitTime: now,
            status: 'Testing',
          }
    await store.qualificationRequests.put(request)
    const { parseQuestionForm } = await import('../../domain/questions/form.js')
    return {
      test: type.test,
      form: parseQuestionForm(type.test),
      deadline: getTestDeadline(type, request),
    }
  })

/** Runs the work for a type that the worker can request. A new worker is created even when not. */
async function withRequestableType<T>(
  marketplace: Marketplace,
  workerId: string,
  qualificationTypeId: string,
  work: (
    context: UnitOfWork,
    type: QualificationTypeRecord,
    before: QualificationRequestRecord | undefined,
  ) => Promise<T>,
): Promise<T> {
  const caller = { account: defaultAccount }
  const result = await inTransaction(marketplace, caller, async (context) => {
    await findOrCreateWorker(context, workerId)
    const type = await context.store.qualificationTypes.find({ id: qualificationTypeId })
    if (!type) return new WorkerError(`There is no qualification ${qualificationTypeId}.`)
    const before = await loadLastRequest(context, qualificationTypeId, workerId)
    const reason = await findDenialReason(context, type, workerId, before)
    if (reason !== undefined) return new WorkerError(reason)
    return work(context.forAccount(type.account), type, before)
  })
  // Thrown after the commit, which created the worker.
  if (result instanceof WorkerError) throw result
  return result
}

export async function loadLastRequest(
  { store }: Pick<UnitOfWork, 'store'>,
  qualificationTypeId: string,
  workerId: string,
): Promise<QualificationRequestRecord | undefined> {
  const newest = { limit: 1, newestFirst: true }
  const [last] = await store.qualificationRequests.list({ qualificationTypeId, workerId }, newest)
  return last?.record
}

/** Why a worker cannot request a qualification, or submit its test. */
export async function findDenialReason(
  { store, now }: Pick<UnitOfWork, 'store' | 'now'>,
  type: QualificationTypeRecord,
  workerId: string,
  before: QualificationRequestRecord | undefined,
): Promise<string | undefined> {
  const { id, status, isRequestable, retryDelayInSeconds: delay } = type
  if (status !== 'Active' || !isRequestable) return `The qualification ${id} cannot be requested.`
  if (before?.status === 'Pending') return `You have requested ${id} already.`
  const qualification = await store.qualifications.find({ qualificationTypeId: id, workerId })
  const mayTryAgain = type.test !== undefined && delay !== undefined
  if (qualification?.status === 'Granted' && !mayTryAgain)
    return `You have the qualification ${id} already.`
  if (!before || isTestInProgress(type, before, now)) return undefined
  if (delay === undefined)
    return before.status === 'Testing'
      ? `The time for the test of ${id} is over.`
      : `${id} can be requested once only.`
  if (now.getTime() < before.submitTime.getTime() + delay * 1000)
    return `${id} can be requested again ${delay} seconds after the last time.`
  return undefined
}

const isTestInProgress = (
  type: QualificationTypeRecord,
  request: QualificationRequestRecord | undefined,
  now: Date,
): boolean => request?.status === 'Testing' && now < getTestDeadline(type, request)

const getTestDeadline = (
  { testDurationInSeconds = 0 }: QualificationTypeRecord,
  { submitTime }: QualificationRequestRecord,
): Date => new Date(submitTime.getTime() + testDurationInSeconds * 1000)

async function createRequest(
  context: UnitOfWork,
  type: QualificationTypeRecord,
  workerId: string,
  { answers, before }: { answers?: AnswersInput; before: QualificationRequestRecord | undefined },
): Promise<QualificationRequestRecord> {
  const { account, now } = context
  const { id: qualificationTypeId, test } = type
  if (test !== undefined && answers === undefined)
    throw new WorkerError(`The qualification ${qualificationTypeId} has a test to be answered.`)
  if (test === undefined && answers !== undefined)
    throw new WorkerError(`The qualification ${qualificationTypeId} has no test to answer.`)
  const id = before && isTestInProgress(type, before, now) ? before.id : context.newId()
  const { buildAnswerXml } = await import('./build-answer-xml.js')
  return {
    account,
    id,
    qualificationTypeId,
    workerId,
    submitTime: now,
    answer: answers && buildAnswerXml(test, answers),
    status: 'Pending',
  }
}

/** The score that the type itself gives; `undefined` when the requester decides. */
async function decideScore(
  { answerKey, autoGranted, autoGrantedValue = 1 }: QualificationTypeRecord,
  answer: string | undefined,
): Promise<number | undefined> {
  if (autoGranted) return autoGrantedValue
  if (answerKey === undefined || answer === undefined) return undefined
  const { scoreTest } = await import('../../domain/questions/answer-key.js')
  const { readAnswers } = await import('../../domain/questions/read-answers.js')
  return scoreTest(answerKey, readAnswers(answer))
}
