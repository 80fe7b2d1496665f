import {
  type AnswerTemplate,
  type Crowd,
  type CrowdSettings,
  pauseOf,
  type SimulatedWorker,
} from '../../domain/crowd.js'
import { WorkerRefusal } from '../../domain/errors.js'
import { type Context, change, type World } from '../unit-of-work.js'
import type { Answerers, AnswerFunction } from './answering.js'
import { fractionsOf } from './chances.js'
import type { CrowdGiven, CrowdRead } from './settings.js'
import { type CrowdTold, told } from './told.js'
import { keep, nobody } from './turn.js'
import { makeWorker, workerIdOf } from './worker.js'

export interface WorkerPage {
  readonly workers: readonly SimulatedWorker[]
  /** Give it as `after` for the page that follows. */
  readonly next?: number
}

/** The simulated workers of a world. */
export class Crowds {
  readonly #world: World
  readonly #answerers: Answerers

  constructor(world: World, answerers: Answerers) {
    this.#world = world
    this.#answerers = answerers
  }

  /**
   * Makes a crowd, or changes one: its workers stay who they are as long as its seed stays, and
   * have done what they have done.
   *
   * @param given what it is like; a function answers for its workers as long as this process lives
   * @throws WorkerRefusal saying what to give instead
   */
  async put(name: string, given: CrowdTerms = {}): Promise<CrowdTold> {
    const { answers, ...rest } = given
    const isFunction = typeof answers === 'function'
    const read = await readSettings(name, isFunction ? rest : { ...rest, answers })
    const told = await change(this.#world, nobody, (context) =>
      putCrowd(context, name, { ...read, answers: isFunction ? 'function' : read.answers }),
    )
    if (isFunction) this.#answerers.set(name, answers)
    else this.#answerers.delete(name)
    return told
  }

  /** In the order they were made. */
  list(): Promise<readonly CrowdTold[]> {
    return this.#world.store.transaction(async (tx) => {
      const all: CrowdTold[] = []
      for (const { thing } of await tx.crowds.list({})) all.push(await told(tx, thing))
      return all
    })
  }

  find(name: string): Promise<CrowdTold | undefined> {
    return this.#world.store.transaction(async (tx) => {
      const crowd = await tx.crowds.find({ name })
      return crowd && told(tx, crowd)
    })
  }

  /** Who is in a crowd, and what each does now. */
  workers(name: string, page: { limit: number; after?: number }): Promise<WorkerPage> {
    return this.#world.store.transaction(async (tx) => {
      const found = await tx.simulatedWorkers.list({ crowd: name }, page)
      return {
        workers: found.map(({ thing }) => thing),
        next: found.length === page.limit ? found.at(-1)!.position : undefined,
      }
    })
  }

  /**
   * Nobody comes any more; whoever works finishes.
   *
   * @returns nothing when there is no such crowd
   */
  stop(name: string): Promise<CrowdTold | undefined> {
    return this.#become(name, 'stopped')
  }

  /** They come again. */
  start(name: string): Promise<CrowdTold | undefined> {
    return this.#become(name, 'running')
  }

  /**
   * Forgets a crowd. What its workers did stays, and what they had accepted is abandoned in time.
   *
   * @returns whether there was such a crowd
   */
  async remove(name: string): Promise<boolean> {
    const was = await change(this.#world, nobody, async ({ store }) => {
      const crowd = await store.crowds.find({ name })
      for (const { thing } of await store.simulatedWorkers.list({ crowd: name }))
        await store.deadlines.remove({ kind: 'turn', subject: thing.id })
      await store.simulatedWorkers.removeAll({ crowd: name })
      await store.crowdAnswers.remove({ crowd: name })
      await store.crowds.remove({ name })
      return crowd !== undefined
    })
    this.#answerers.delete(name)
    return was
  }

  #become(name: string, state: Crowd['state']): Promise<CrowdTold | undefined> {
    return change(this.#world, nobody, async (context) => {
      const { store } = context
      const crowd = await store.crowds.find({ name })
      if (!crowd) return undefined
      const changed = { ...crowd, state }
      await store.crowds.put(changed)
      if (state !== crowd.state)
        for (const { thing } of await store.simulatedWorkers.list({ crowd: name }))
          await keep(context, reminded(context, changed, thing))
      return told(store, changed)
    })
  }
}

/** What a crowd is like, as a program says it. */
export type CrowdTerms = Omit<CrowdGiven, 'answers'> & {
  readonly answers?: CrowdGiven['answers'] | AnswerFunction
}

async function readSettings(name: string, given: CrowdGiven): Promise<CrowdRead> {
  const { crowdName, crowdSettings } = await import('./settings.js')
  const faults = [
    ...(crowdName.safeParse(name).error?.issues ?? []),
    ...(crowdSettings.safeParse(given).error?.issues ?? []),
  ].map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
  if (faults.length > 0) throw new WorkerRefusal(`${faults.join('; ')}.`)
  return crowdSettings.parse(given)
}

type Read = Omit<CrowdRead, 'answers'> & { readonly answers: CrowdRead['answers'] | 'function' }

async function putCrowd(context: Context, name: string, read: Read): Promise<CrowdTold> {
  const { store, now, newId } = context
  const before = await store.crowds.find({ name })
  for (const id of Object.keys(read.qualifications))
    if (!(await store.qualificationTypes.find({ id })))
      throw new WorkerRefusal(`There is no qualification type ${id}; make it before the crowd.`)

  const { answers, ...rest } = read
  const settings: CrowdSettings = {
    ...rest,
    seed: read.seed ?? before?.settings.seed ?? newId(),
    arrivalsPerHour: read.arrivalsPerHour ?? read.workers,
    answers: kindOf(answers),
  }
  const crowd: Crowd = { name, state: 'running', startedAt: before?.startedAt ?? now, settings }
  await store.crowds.put(crowd)
  if (settings.answers === 'given')
    await store.crowdAnswers.put({ crowd: name, templates: answers as readonly AnswerTemplate[] })
  else await store.crowdAnswers.remove({ crowd: name })
  await putWorkers(context, crowd)
  return told(store, crowd)
}

const kindOf = (answers: Read['answers']): CrowdSettings['answers'] => {
  if (answers === 'function') return answers
  return answers.length > 0 ? 'given' : 'random'
}

/** Whoever is one too many leaves at once; whoever stays comes as often as is said now. */
async function putWorkers(context: Context, crowd: Crowd): Promise<void> {
  const { store } = context
  const before = new Map(
    (await store.simulatedWorkers.list({ crowd: crowd.name })).map(({ thing }) => [
      thing.id,
      thing,
    ]),
  )
  for (let number = 1; number <= crowd.settings.workers; number++) {
    const id = workerIdOf(crowd, number)
    const worker = await makeWorker(context, crowd, number, before.get(id))
    before.delete(id)
    await keep(context, reminded(context, crowd, worker))
  }
  for (const id of before.keys()) {
    await store.simulatedWorkers.remove({ id })
    await store.deadlines.remove({ kind: 'turn', subject: id })
  }
}

/** Who is away comes when the crowd is as it is now; whoever is there is not disturbed. */
function reminded(
  { now }: Context,
  { name, state, settings }: Crowd,
  worker: SimulatedWorker,
): SimulatedWorker {
  if (worker.doing !== 'away') return worker
  if (state === 'stopped') return { ...worker, next: undefined }
  const chance = fractionsOf({ name, settings }, `pause ${worker.number} ${worker.turns}`)
  return { ...worker, next: new Date(now.getTime() + pauseOf(settings, chance)) }
}
