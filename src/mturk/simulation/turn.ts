import { fraction, type Random } from '../../core/random.js'
import {
  type Chance,
  type Crowd,
  counted,
  lookingTimeOf,
  pauseOf,
  planOf,
  type SimulatedWorker,
  type Tally,
  type Work,
  workTimeOf,
} from '../../domain/crowd.js'
import type { Deadline } from '../../domain/deadline.js'
import { WorkerRefusal } from '../../domain/errors.js'
import type { Transaction } from '../../store/store.js'
import { type Context, change, type World } from '../unit-of-work.js'
import { handInFile } from '../workers/files.js'
import { handIn, putBack, take } from '../workers/work.js'
import type { Answered, Answerers } from './answering.js'
import { chancesOf } from './chances.js'
import { findHit } from './choice.js'

/** Whoever comes is on nobody's behalf, until there is a HIT. */
export const nobody = { account: '000000000000' }

/**
 * A simulated worker does the next thing, and says when it does the one after. Everything about it
 * follows from the seed, the worker and how many turns it has had.
 */
export async function takeTurn(world: World, answerers: Answerers, due: Deadline): Promise<void> {
  const unanswered = await turnOf(world, due)
  if (!unanswered) return
  const random = chancesOfTurn(unanswered)
  const answer = await prepared({ ...world, random }, answerers, unanswered, () => fraction(random))
  await turnOf(world, due, { random, answer })
}

/** An answer that was made before, and the chances that are left after it. */
interface Prepared {
  readonly random: Random
  readonly answer: Answered | WorkerRefusal
}

/** @returns what an answer is needed for, before anything can be done */
async function turnOf(
  world: World,
  due: Deadline,
  ready?: Prepared,
): Promise<Unanswered | undefined> {
  let random = world.random
  const own: Random = {
    bytes: (count) => random.bytes(count),
    uuid: () => random.uuid(),
    of: (name) => random.of(name),
  }
  return change({ ...world, random: own }, nobody, async (context) => {
    const seen = await look(context.store, due)
    if (!seen) return undefined
    const { crowd, worker } = seen
    const { work } = worker
    if (isAnswered(work) && !ready) return { crowd, worker, work }

    random = ready?.random ?? chancesOfTurn(seen)
    const turn = { context, crowd, worker, chance: () => fraction(random) }
    const next = await (work ? finish(turn, work, ready?.answer) : visit(turn))
    await keep(context, { ...next, turns: worker.turns + 1 })
    return undefined
  })
}

const chancesOfTurn = ({ crowd, worker }: Seen): Random =>
  chancesOf(crowd).of(`${worker.number} ${worker.turns}`)

const isAnswered = (work: Work | undefined): work is Work =>
  work?.plan === 'submit' || work?.plan === 'fail'

/** Keeps a worker, with the turn that is to come. */
export async function keep(context: Context, worker: SimulatedWorker): Promise<void> {
  const { store, schedule } = context
  const turn = { kind: 'turn', subject: worker.id } as const
  await store.simulatedWorkers.put(worker)
  if (worker.next) await schedule({ ...nobody, ...turn, at: worker.next })
  else await store.deadlines.remove(turn)
}

interface Seen {
  readonly crowd: Crowd
  readonly worker: SimulatedWorker
}

interface Unanswered extends Seen {
  readonly work: Work
}

/** A turn whose worker is gone, or has another now, is none. */
async function look(tx: Transaction, { subject, at }: Deadline): Promise<Seen | undefined> {
  const worker = await tx.simulatedWorkers.find({ id: subject })
  const crowd = worker && (await tx.crowds.find({ name: worker.crowd }))
  if (crowd && worker.next?.getTime() === at.getTime()) return { crowd, worker }
  const turn = { kind: 'turn', subject } as const
  const current = await tx.deadlines.find(turn)
  if (current?.at.getTime() === at.getTime()) await tx.deadlines.remove(turn)
  return undefined
}

/**
 * Makes the answers before the change begins: a function may take its time, and may look at the
 * world itself.
 */
async function prepared(
  world: World,
  answerers: Answerers,
  { crowd, worker, work }: Unanswered,
  chance: Chance,
): Promise<Answered | WorkerRefusal> {
  const { account, hitId, assignmentId } = work
  const { answersOf } = await import('./answering.js')
  const found = await world.store.transaction(async (tx) => {
    const hit = await tx.hits.find({ id: hitId })
    const hitType = hit && (await tx.hitTypes.find({ account, id: hit.hitTypeId }))
    const answers = await tx.crowdAnswers.find({ crowd: crowd.name })
    return hitType && { hit, hitType, templates: answers?.templates ?? [] }
  })
  if (!found) return new WorkerRefusal('The HIT is gone.')
  try {
    const answer = answerers.get(crowd.name)
    const answered = await answersOf({ ...found, crowd, worker, work, answer, chance })
    for (const { name, bytes } of answered.files) {
      const file = { type: 'application/octet-stream', content: Buffer.alloc(bytes, 'x') }
      await handInFile(world, worker.id, { assignmentId, questionIdentifier: name }, file)
    }
    return answered
  } catch (error) {
    if (error instanceof WorkerRefusal) return error
    throw error
  }
}

interface Turn extends Seen {
  readonly context: Context
  readonly chance: Chance
}

/** Comes, or has stayed, and looks for something to do. */
async function visit(turn: Turn): Promise<SimulatedWorker> {
  const { context, crowd, worker, chance } = turn
  const { settings } = crowd
  const comes = worker.doing === 'away'
  const came = comes ? (['visits'] as const) : []
  if (crowd.state === 'stopped' || (comes && chance() >= settings.accepts))
    return away(turn, ...came)
  const found = await findHit(context, worker.id, settings, chance)
  if (!found) return away(turn, ...came, 'foundNothing')

  const { hit, hitType } = found
  const { account } = hit
  const { id, deadline } = await take(context.onBehalfOf(account), worker.id, hit, hitType)
  const plan = planOf(settings, chance)
  const after =
    plan === 'abandon'
      ? deadline.getTime() + pauseOf(settings, chance)
      : context.now.getTime() +
        workTimeOf(settings, plan, hitType.assignmentDurationInSeconds, chance)
  return {
    ...worker,
    doing: 'working',
    work: { account, hitId: hit.id, assignmentId: id, plan },
    next: new Date(after),
    did: counted(worker.did, ...came, 'accepted'),
  }
}

/** Is done with a HIT, one way or the other. */
async function finish(
  turn: Turn,
  { account, assignmentId, plan }: Work,
  answer: Answered | WorkerRefusal = new WorkerRefusal('Nothing was answered.'),
): Promise<SimulatedWorker> {
  const context = turn.context.onBehalfOf(account)
  const { now } = context
  const assignment = await context.store.assignments.find({ id: assignmentId })
  const isOver = assignment?.status === 'Abandoned' || (assignment?.deadline ?? now) <= now
  if (assignment?.status !== 'Accepted' || isOver || plan === 'abandon')
    return away(turn, ...(isOver ? (['abandoned'] as const) : []))
  if (plan === 'return') {
    await putBack(context, assignment)
    return stayOrGo(turn, 'returned')
  }
  try {
    if (answer instanceof WorkerRefusal) throw answer
    await handIn(context, assignment, answer.answers)
    return stayOrGo(turn, 'submitted', ...(plan === 'fail' ? (['failed'] as const) : []))
  } catch (error) {
    // Nothing is written yet: answers are looked at first.
    if (!(error instanceof WorkerRefusal)) throw error
    await putBack(context, assignment)
    const trouble = { at: context.now, says: error.message }
    return { ...away(turn, 'returned', 'troubled'), trouble }
  }
}

function stayOrGo(turn: Turn, ...did: readonly (keyof Tally)[]): SimulatedWorker {
  const { context, crowd, worker, chance } = turn
  if (crowd.state === 'stopped' || chance() >= crowd.settings.stays) return away(turn, ...did)
  return {
    ...worker,
    doing: 'looking',
    work: undefined,
    next: new Date(context.now.getTime() + lookingTimeOf(chance)),
    did: counted(worker.did, ...did),
  }
}

function away(
  { context, crowd, worker, chance }: Turn,
  ...did: readonly (keyof Tally)[]
): SimulatedWorker {
  const comesAgain = new Date(context.now.getTime() + pauseOf(crowd.settings, chance))
  return {
    ...worker,
    doing: 'away',
    work: undefined,
    next: crowd.state === 'running' ? comesAgain : undefined,
    did: counted(worker.did, ...did),
  }
}
