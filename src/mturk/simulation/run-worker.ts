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
import type { Transaction } from '../../store/store.js'
import { inTransaction, type Marketplace, type UnitOfWork } from '../unit-of-work.js'
import { uploadFile } from '../workers/uploads.js'
import { assignHit, returnToPool, submitAnswers } from '../workers/work.js'
import type { AnswerFunctions, GeneratedAnswers } from './answer-sources.js'
import { pickHit } from './pick-hit.js'
import { createCrowdRandom } from './random.js'

/** Whoever comes is on nobody's behalf, until there is a HIT. */
export const simulationCaller = { account: defaultAccount }

/**
 * A simulated worker does the next thing, and says when it does the one after. Everything about it
 * follows from the seed, the worker and how many turns it has had.
 */
export async function runWorker(
  marketplace: Marketplace,
  answerFunctions: AnswerFunctions,
  job: ScheduledJob,
): Promise<void> {
  const pending = await executeRun(marketplace, job)
  if (!pending) return
  const random = createRunRandom(pending)
  const answer = await prepareAnswer({ ...marketplace, random }, answerFunctions, pending, () =>
    randomFloat(random),
  )
  await executeRun(marketplace, job, { random, answer })
}

/** An answer that was made before, and the chances that are left after it. */
interface PreparedAnswer {
  readonly random: Random
  readonly answer: GeneratedAnswers | WorkerError
}

/** @returns what an answer is needed for, before anything can be done */
async function executeRun(
  marketplace: Marketplace,
  job: ScheduledJob,
  preparedAnswer?: PreparedAnswer,
): Promise<PendingAnswer | undefined> {
  let random = marketplace.random
  const currentRandom: Random = {
    bytes: (count) => random.bytes(count),
    uuid: () => random.uuid(),
    fork: (name) => random.fork(name),
  }
  return inTransaction(
    { ...marketplace, random: currentRandom },
    simulationCaller,
    async (context) => {
      const loaded = await loadRun(context.store, job)
      if (!loaded) return undefined
      const { crowd, worker } = loaded
      const { work } = worker
      if (needsAnswer(work) && !preparedAnswer) return { crowd, worker, work }

      random = preparedAnswer?.random ?? createRunRandom(loaded)
      const run = { context, crowd, worker, random: () => randomFloat(random) }
      const next = await (work ? finishHit(run, work, preparedAnswer?.answer) : startVisit(run))
      await saveSimulatedWorker(context, { ...next, runCount: worker.runCount + 1 })
      return undefined
    },
  )
}

const createRunRandom = ({ crowd, worker }: CrowdMember): Random =>
  createCrowdRandom(crowd).fork(`${worker.number} ${worker.runCount}`)

const needsAnswer = (work: WorkInProgress | undefined): work is WorkInProgress =>
  work?.outcome === 'submit' || work?.outcome === 'fail'

/** Keeps a worker, with the turn that is to come. */
export async function saveSimulatedWorker(
  context: UnitOfWork,
  worker: SimulatedWorker,
): Promise<void> {
  const { store, schedule } = context
  const jobKey = { kind: 'simulated-worker', subject: worker.id } as const
  await store.simulatedWorkers.put(worker)
  if (worker.nextActionAt)
    await schedule({ ...simulationCaller, ...jobKey, at: worker.nextActionAt })
  else await store.scheduledJobs.remove(jobKey)
}

interface CrowdMember {
  readonly crowd: SimulatedCrowd
  readonly worker: SimulatedWorker
}

interface PendingAnswer extends CrowdMember {
  readonly work: WorkInProgress
}

/** A turn whose worker is gone, or has another now, is none. */
async function loadRun(
  tx: Transaction,
  { subject, at }: ScheduledJob,
): Promise<CrowdMember | undefined> {
  const worker = await tx.simulatedWorkers.find({ id: subject })
  const crowd = worker && (await tx.crowds.find({ name: worker.crowd }))
  if (crowd && worker.nextActionAt?.getTime() === at.getTime()) return { crowd, worker }
  const jobKey = { kind: 'simulated-worker', subject } as const
  const current = await tx.scheduledJobs.find(jobKey)
  if (current?.at.getTime() === at.getTime()) await tx.scheduledJobs.remove(jobKey)
  return undefined
}

/**
 * Makes the answers before the change begins: a function may take its time, and may look at the
 * world itself.
 */
async function prepareAnswer(
  marketplace: Marketplace,
  answerFunctions: AnswerFunctions,
  { crowd, worker, work }: PendingAnswer,
  random: RandomFloat,
): Promise<GeneratedAnswers | WorkerError> {
  const { account, hitId, assignmentId } = work
  const { produceAnswers } = await import('./answer-sources.js')
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
      await uploadFile(marketplace, worker.id, { assignmentId, questionIdentifier: name }, file)
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

/** Comes, or has stayed, and looks for something to do. */
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

/** Is done with a HIT, one way or the other. */
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
    // Nothing is written yet: answers are looked at first.
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
