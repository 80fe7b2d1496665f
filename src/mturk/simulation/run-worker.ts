import { type Random, randomFloat } from '../../core/random.js'
import { defaultAccount } from '../../domain/account.js'
import { WorkerError } from '../../domain/errors.js'
import type { ScheduledJob } from '../../domain/scheduled-job.js'
import {
  incrementStats,
  pickAbsenceMs,
  pickOutcome,
  pickSearchTimeMs,
  pickWorkTimeMs,
  type RandomFloat,
  type SimulatedCrowd,
  type SimulatedWorker,
  type WorkerStats,
  type WorkInProgress,
} from '../../domain/simulated-crowd.js'
import type { Caller, CallOptions, Marketplace } from '../marketplace.js'
import { inTransaction, type UnitOfWork } from '../unit-of-work.js'
import { uploadFile } from '../workers/uploads.js'
import { assignHit, returnToPool, submitAnswers } from '../workers/work.js'
import type { AnswerFunctions, GeneratedAnswers } from './answer-sources.js'
import { pickHit } from './pick-hit.js'
import { createCrowdRandom } from './random.js'

/** A simulated worker acts for no requester until it has accepted a HIT. */
export const simulationCaller: Caller = { account: defaultAccount }

/**
 * Runs the next step of a simulated worker, and schedules the one after it. Everything follows from
 * the seed, the worker and the number of its steps.
 */
export async function runWorker(
  marketplace: Marketplace,
  answerFunctions: AnswerFunctions,
  job: ScheduledJob,
  options: CallOptions = {},
): Promise<void> {
  const caller = {
    account: defaultAccount,
    requestFaults: options.requestFaults,
    notifyScheduler: options.notifyScheduler,
  }
  const pending = await executeRun(marketplace, caller, job)
  if (!pending) return
  const random = createRunRandom(pending)
  const answer = await prepareAnswer(marketplace, answerFunctions, pending, random)
  await executeRun(marketplace, caller, job, { random, answer })
}

/** An answer that was generated before, and the random source it was drawn from. */
interface PreparedAnswer {
  readonly random: Random
  readonly answer: GeneratedAnswers | WorkerError
}

/** @returns the work for which an answer must be generated first; nothing is changed then */
const executeRun = (
  marketplace: Marketplace,
  caller: Caller,
  job: ScheduledJob,
  preparedAnswer?: PreparedAnswer,
): Promise<PendingAnswer | undefined> =>
  inTransaction(marketplace, caller, async (context) => {
    const loaded = await loadRun(context, job)
    if (!loaded) return undefined
    const { crowd, worker } = loaded
    const { work } = worker
    if (needsAnswer(work) && !preparedAnswer) return { crowd, worker, work }

    const source = preparedAnswer?.random ?? createRunRandom(loaded)
    const run: WorkerRun = {
      context: context.withRandom(source),
      crowd,
      worker,
      random: () => randomFloat(source),
    }
    const next = await (work ? finishHit(run, work, preparedAnswer?.answer) : startVisit(run))
    await saveSimulatedWorker(context, { ...next, runCount: worker.runCount + 1 })
    return undefined
  })

const createRunRandom = ({ crowd, worker }: CrowdMember): Random =>
  createCrowdRandom(crowd).fork(`${worker.number} ${worker.runCount}`)

const needsAnswer = (work: WorkInProgress | undefined): work is WorkInProgress =>
  work?.outcome === 'submit' || work?.outcome === 'fail'

/** Saves a worker, and schedules its next step. */
export async function saveSimulatedWorker(
  context: UnitOfWork,
  worker: SimulatedWorker,
): Promise<void> {
  const { id, nextActionAt } = worker
  await context.store.simulatedWorkers.put(worker)
  if (nextActionAt)
    context.schedule({
      account: defaultAccount,
      kind: 'simulated-worker',
      subject: id,
      at: nextActionAt,
    })
  else context.cancelJob('simulated-worker', id)
}

interface CrowdMember {
  readonly crowd: SimulatedCrowd
  readonly worker: SimulatedWorker
}

interface PendingAnswer extends CrowdMember {
  readonly work: WorkInProgress
}

/** Cancels the job of a worker that was removed or rescheduled, and returns nothing. */
async function loadRun(
  context: UnitOfWork,
  { subject, at }: ScheduledJob,
): Promise<CrowdMember | undefined> {
  const { store } = context
  const worker = await store.simulatedWorkers.find({ id: subject })
  const crowd = worker && (await store.crowds.find({ name: worker.crowd }))
  if (crowd && worker.nextActionAt?.getTime() === at.getTime()) return { crowd, worker }
  const current = await store.scheduledJobs.find({ kind: 'simulated-worker', subject })
  if (current?.at.getTime() === at.getTime()) context.cancelJob('simulated-worker', subject)
  return undefined
}

/** Loaded with the first answer. To import a module that is loaded takes several microseconds. */
let answerSources: typeof import('./answer-sources.js') | undefined

/**
 * Generates the answers outside the transaction that submits them: a crowd's function may take long,
 * and may call the emulator itself.
 */
async function prepareAnswer(
  marketplace: Marketplace,
  answerFunctions: AnswerFunctions,
  { crowd, worker, work }: PendingAnswer,
  source: Random,
): Promise<GeneratedAnswers | WorkerError> {
  const { account, hitId, assignmentId } = work
  const random = () => randomFloat(source)
  answerSources ??= await import('./answer-sources.js')
  const { produceAnswers } = answerSources
  const task = await marketplace.store.transaction(async (tx) => {
    const hit = await tx.hits.find({ id: hitId })
    const hitType = hit && (await tx.hitTypes.find({ account, id: hit.hitTypeId }))
    const answers = await tx.crowdAnswers.find({ crowd: crowd.name })
    return hitType && { hit, hitType, templates: answers?.templates ?? [] }
  })
  if (!task) return new WorkerError('The HIT is gone.')
  try {
    const answer = answerFunctions.get(crowd.name)
    const generated = await produceAnswers({ ...task, crowd, worker, work, answer, random })
    for (const { name, bytes } of generated.files) {
      const file = { type: 'application/octet-stream', content: Buffer.alloc(bytes, 'x') }
      const target = { assignmentId, questionIdentifier: name }
      await uploadFile(marketplace, worker.id, target, file, { random: source })
    }
    return generated
  } catch (error) {
    if (error instanceof WorkerError) return error
    throw error
  }
}

interface WorkerRun extends CrowdMember {
  readonly context: UnitOfWork
  readonly random: RandomFloat
}

/** Arrives, or has stayed, and looks for a HIT. */
async function startVisit(run: WorkerRun): Promise<SimulatedWorker> {
  const { context, crowd, worker, random } = run
  const { settings } = crowd
  const isArriving = worker.state === 'away'
  const arrivalStats = isArriving ? (['visits'] as const) : []
  if (crowd.state === 'stopped' || (isArriving && random() >= settings.acceptRate))
    return leave(run, ...arrivalStats)
  const picked = await pickHit(context, worker.id, settings, random)
  if (!picked) return leave(run, ...arrivalStats, 'emptyVisits')

  const { hit, hitType } = picked
  const { account } = hit
  const { id, deadline } = await assignHit(context.forAccount(account), worker.id, hit, hitType)
  const outcome = pickOutcome(settings, random)
  const nextAt =
    outcome === 'abandon'
      ? deadline.getTime() + pickAbsenceMs(settings, random)
      : context.now.getTime() +
        pickWorkTimeMs(settings, outcome, hitType.assignmentDurationInSeconds, random)
  return {
    ...worker,
    state: 'working',
    work: { account, hitId: hit.id, assignmentId: id, outcome },
    nextActionAt: new Date(nextAt),
    stats: incrementStats(worker.stats, ...arrivalStats, 'accepted'),
  }
}

/** Submits, returns or abandons a HIT. */
async function finishHit(
  run: WorkerRun,
  { account, assignmentId, outcome }: WorkInProgress,
  answer: GeneratedAnswers | WorkerError = new WorkerError('Nothing was answered.'),
): Promise<SimulatedWorker> {
  const context = run.context.forAccount(account)
  const { now } = context
  const assignment = await context.store.assignments.find({ id: assignmentId })
  const isOver = assignment?.status === 'Abandoned' || (assignment?.deadline ?? now) <= now
  if (assignment?.status !== 'Accepted' || isOver || outcome === 'abandon')
    return leave(run, ...(isOver ? (['abandoned'] as const) : []))
  if (outcome === 'return') {
    await returnToPool(context, assignment)
    return continueOrLeave(run, 'returned')
  }
  try {
    if (answer instanceof WorkerError) throw answer
    await submitAnswers(context, assignment, answer.answers)
    return continueOrLeave(
      run,
      'submitted',
      ...(outcome === 'fail' ? (['badSubmissions'] as const) : []),
    )
  } catch (error) {
    // Nothing is written yet: answers are validated first.
    if (!(error instanceof WorkerError)) throw error
    await returnToPool(context, assignment)
    const lastError = { at: context.now, message: error.message }
    return { ...leave(run, 'returned', 'errors'), lastError }
  }
}

function continueOrLeave(
  run: WorkerRun,
  ...statNames: readonly (keyof WorkerStats)[]
): SimulatedWorker {
  const { context, crowd, worker, random } = run
  if (crowd.state === 'stopped' || random() >= crowd.settings.continueRate)
    return leave(run, ...statNames)
  return {
    ...worker,
    state: 'looking',
    work: undefined,
    nextActionAt: new Date(context.now.getTime() + pickSearchTimeMs(random)),
    stats: incrementStats(worker.stats, ...statNames),
  }
}

function leave(
  { context, crowd, worker, random }: WorkerRun,
  ...statNames: readonly (keyof WorkerStats)[]
): SimulatedWorker {
  const returnsAt = new Date(context.now.getTime() + pickAbsenceMs(crowd.settings, random))
  return {
    ...worker,
    state: 'away',
    work: undefined,
    nextActionAt: crowd.state === 'running' ? returnsAt : undefined,
    stats: incrementStats(worker.stats, ...statNames),
  }
}
