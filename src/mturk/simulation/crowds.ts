import { describeIssue, describeProblem } from '../../core/zod-issue.js'
import { WorkerError } from '../../domain/errors.js'
import {
  type AnswerTemplate,
  type CrowdSettings,
  pickAbsenceMs,
  type SimulatedCrowd,
  type SimulatedWorker,
} from '../../domain/simulated-crowd.js'
import type { Marketplace } from '../marketplace.js'
import { inTransaction, type UnitOfWork } from '../unit-of-work.js'
import type { AnswerFunction, AnswerFunctions } from './answer-sources.js'
import type { CrowdConfig, CrowdInput } from './crowd-schema.js'
import { type CrowdView, viewCrowd } from './crowd-view.js'
import { createRandomFloat } from './random.js'
import { saveSimulatedWorker, simulationCaller } from './run-worker.js'
import { createSimulatedWorker, createWorkerId } from './worker.js'

export interface SimulatedWorkerPage {
  readonly workers: readonly SimulatedWorker[]
  /** Give it as `after` for the page that follows. */
  readonly next?: number
}

/** The crowds of simulated workers. */
export class Crowds {
  readonly #marketplace: Marketplace
  readonly #answerFunctions: AnswerFunctions

  constructor(marketplace: Marketplace, answerFunctions: AnswerFunctions) {
    this.#marketplace = marketplace
    this.#answerFunctions = answerFunctions
  }

  /**
   * Creates or updates a crowd. Its workers stay the same, with their statistics, while its seed
   * stays the same.
   *
   * @param options a function in `answers` answers for the workers as long as this process lives
   * @throws WorkerError with what to give instead
   */
  async put(name: string, options: CrowdOptions = {}): Promise<CrowdView> {
    const { answers, ...rest } = options
    const isFunction = typeof answers === 'function'
    const config = await parseSettings(name, isFunction ? rest : { ...rest, answers })
    const view = await inTransaction(this.#marketplace, simulationCaller, (context) =>
      saveCrowd(context, name, { ...config, answers: isFunction ? 'function' : config.answers }),
    )
    if (isFunction) this.#answerFunctions.set(name, answers)
    else this.#answerFunctions.delete(name)
    return view
  }

  /** In order of creation. */
  list(): Promise<readonly CrowdView[]> {
    return this.#marketplace.store.transaction(async (tx) => {
      const views: CrowdView[] = []
      for (const { record } of await tx.crowds.list({})) views.push(await viewCrowd(tx, record))
      return views
    })
  }

  find(name: string): Promise<CrowdView | undefined> {
    return this.#marketplace.store.transaction(async (tx) => {
      const crowd = await tx.crowds.find({ name })
      return crowd && viewCrowd(tx, crowd)
    })
  }

  /** The workers of a crowd, in order of their numbers. */
  workers(name: string, page: { limit: number; after?: number }): Promise<SimulatedWorkerPage> {
    return this.#marketplace.store.transaction(async (tx) => {
      const rows = await tx.simulatedWorkers.list({ crowd: name }, page)
      return {
        workers: rows.map(({ record }) => record),
        next: rows.length === page.limit ? rows.at(-1)!.position : undefined,
      }
    })
  }

  /**
   * Workers no longer arrive; those who work on a HIT finish it.
   *
   * @returns `undefined` when there is no such crowd
   */
  stop(name: string): Promise<CrowdView | undefined> {
    return this.#setState(name, 'stopped')
  }

  /** Workers arrive again. */
  start(name: string): Promise<CrowdView | undefined> {
    return this.#setState(name, 'running')
  }

  /**
   * Removes a crowd. Assignments of its workers stay; accepted ones are abandoned at their deadline.
   *
   * @returns whether there was such a crowd
   */
  async remove(name: string): Promise<boolean> {
    const existed = await inTransaction(this.#marketplace, simulationCaller, async (context) => {
      const { store } = context
      const crowd = await store.crowds.find({ name })
      for (const { record } of await store.simulatedWorkers.list({ crowd: name }))
        context.cancelJob('simulated-worker', record.id)
      await store.simulatedWorkers.removeAll({ crowd: name })
      await store.crowdAnswers.remove({ crowd: name })
      await store.crowds.remove({ name })
      return crowd !== undefined
    })
    this.#answerFunctions.delete(name)
    return existed
  }

  #setState(name: string, state: SimulatedCrowd['state']): Promise<CrowdView | undefined> {
    return inTransaction(this.#marketplace, simulationCaller, async (context) => {
      const { store } = context
      const crowd = await store.crowds.find({ name })
      if (!crowd) return undefined
      const next = { ...crowd, state }
      await store.crowds.put(next)
      if (state !== crowd.state)
        for (const { record } of await store.simulatedWorkers.list({ crowd: name }))
          await saveSimulatedWorker(context, rescheduleWorker(context, next, record))
      return viewCrowd(store, next)
    })
  }
}

/** The options of a crowd, as a program gives them. */
export type CrowdOptions = Omit<CrowdInput, 'answers'> & {
  readonly answers?: CrowdInput['answers'] | AnswerFunction
}

async function parseSettings(name: string, input: CrowdInput): Promise<CrowdConfig> {
  const { crowdNameSchema, crowdSchema } = await import('./crowd-schema.js')
  const validationErrors = [
    ...(crowdNameSchema.safeParse(name).error?.issues ?? []),
    ...(crowdSchema.safeParse(input, { error: describeProblem }).error?.issues ?? []),
  ].map((issue) => describeIssue(issue, crowdSchema))
  if (validationErrors.length > 0) throw new WorkerError(`${validationErrors.join('; ')}.`)
  return crowdSchema.parse(input)
}

type SavedConfig = Omit<CrowdConfig, 'answers'> & {
  readonly answers: CrowdConfig['answers'] | 'function'
}

async function saveCrowd(
  context: UnitOfWork,
  name: string,
  config: SavedConfig,
): Promise<CrowdView> {
  const { store, now } = context
  const before = await store.crowds.find({ name })
  for (const id of Object.keys(config.qualifications))
    if (!(await store.qualificationTypes.find({ id })))
      throw new WorkerError(`There is no qualification type ${id}; make it before the crowd.`)

  const { answers, ...rest } = config
  const settings: CrowdSettings = {
    ...rest,
    seed: config.seed ?? before?.settings.seed ?? context.newId(),
    arrivalsPerHour: config.arrivalsPerHour ?? config.workers,
    answers: getAnswerSource(answers),
  }
  const crowd: SimulatedCrowd = {
    name,
    state: 'running',
    startedAt: before?.startedAt ?? now,
    settings,
  }
  await store.crowds.put(crowd)
  if (settings.answers === 'templates')
    await store.crowdAnswers.put({ crowd: name, templates: answers as readonly AnswerTemplate[] })
  else await store.crowdAnswers.remove({ crowd: name })
  await saveWorkers(context, crowd)
  return viewCrowd(store, crowd)
}

const getAnswerSource = (answers: SavedConfig['answers']): CrowdSettings['answers'] => {
  if (answers === 'function') return answers
  return answers.length > 0 ? 'templates' : 'random'
}

/** Removes surplus workers at once; the others arrive at the new rate. */
async function saveWorkers(context: UnitOfWork, crowd: SimulatedCrowd): Promise<void> {
  const { store } = context
  const before = new Map(
    (await store.simulatedWorkers.list({ crowd: crowd.name })).map(({ record }) => [
      record.id,
      record,
    ]),
  )
  for (let number = 1; number <= crowd.settings.workers; number++) {
    const id = createWorkerId(crowd, number)
    const worker = await createSimulatedWorker(context, crowd, number, before.get(id))
    before.delete(id)
    await saveSimulatedWorker(context, rescheduleWorker(context, crowd, worker))
  }
  for (const id of before.keys()) {
    await store.simulatedWorkers.remove({ id })
    context.cancelJob('simulated-worker', id)
  }
}

/** Draws a new arrival time for a worker who is away; one who is present goes on. */
function rescheduleWorker(
  { now }: UnitOfWork,
  { name, state, settings }: SimulatedCrowd,
  worker: SimulatedWorker,
): SimulatedWorker {
  if (worker.state !== 'away') return worker
  if (state === 'stopped') return { ...worker, nextActionAt: undefined }
  const random = createRandomFloat({ name, settings }, `pause ${worker.number} ${worker.runCount}`)
  return { ...worker, nextActionAt: new Date(now.getTime() + pickAbsenceMs(settings, random)) }
}
