import { type Assignment, accept, giveBack, type Pair, submit } from '../../domain/assignment.js'
import { WorkerRefusal } from '../../domain/errors.js'
import type { Decision, HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type { HandedIn } from '../../domain/questions/form-answers.js'
import type { Upload } from '../../domain/upload.js'
import type { Worker } from '../../domain/worker.js'
import { savePair } from '../lifecycle/save.js'
import { type Context, change, type World } from '../unit-of-work.js'
import type { Answers } from './answers.js'
import { obstaclesTo, sentencesOf } from './obstacles.js'

/** Makes a worker, or changes what is known of one. */
export const nameWorker = (
  world: World,
  id: string,
  known: Omit<Worker, 'id' | 'createdAt'> = {},
): Promise<Worker> =>
  change(world, nobody, async ({ store, now }) => {
    if (!/^A[A-Z0-9]{1,63}$/.test(id))
      throw new WorkerRefusal(
        `${id} is no worker ID: it is an A with capitals and digits after it.`,
      )
    const worker = { ...((await store.workers.find({ id })) ?? { id, createdAt: now }), ...known }
    await store.workers.put(worker)
    return worker
  })

/** Whoever is not yet known of is on nobody's behalf. */
const nobody = { account: '000000000000' }

/**
 * A worker accepts a HIT.
 *
 * @throws WorkerRefusal saying why not
 */
export async function acceptHit(
  world: World,
  workerId: string,
  hitId: string,
): Promise<Assignment> {
  await nameWorker(world, workerId)
  return change(world, await partyOf(world, hitId), async (context) => {
    const { hit, hitType } = await workOn(context, hitId)
    const obstacles = await obstaclesTo(context, workerId, hit, hitType)
    if (obstacles.length > 0) throw new WorkerRefusal(sentencesOf(obstacles))
    return take(context, workerId, hit, hitType)
  })
}

/** The HIT becomes the worker's, whom nothing keeps from it. */
export async function take(
  context: Context,
  workerId: string,
  hit: HIT,
  hitType: HITType,
): Promise<Assignment> {
  const id = (await returnedId(context, hit.id)) ?? context.newId()
  const decision = accept(hit, hitType, { id, workerId, now: context.now })
  return (await savePair(context, decision)).assignment
}

/** Where the quirk is on, the ID of an assignment that somebody gave back or abandoned. */
async function returnedId({ store, rules }: Context, hitId: string): Promise<string | undefined> {
  if (!rules.quirks.has('reused-assignment-ids')) return undefined
  const status = ['Returned', 'Abandoned']
  const [given] = await store.assignments.list({ hitId, status }, { limit: 1 })
  return given?.thing.id
}

/**
 * A worker submits accepted work.
 *
 * @throws WorkerRefusal when it is not the worker's to submit, or not any more
 */
export const submitWork = (
  world: World,
  assignmentId: string,
  answers: Answers = {},
  workerId?: string,
): Promise<Assignment> =>
  asWorkerOf(world, assignmentId, workerId, (context, assignment) =>
    handIn(context, assignment, answers),
  )

/**
 * A worker gives accepted work back.
 *
 * @throws WorkerRefusal when it is not the worker's to give back, or not any more
 */
export const returnWork = (
  world: World,
  assignmentId: string,
  workerId?: string,
): Promise<Assignment> => asWorkerOf(world, assignmentId, workerId, putBack)

/** @throws WorkerRefusal when it is not being worked on any more, or the answers do not do */
export const handIn = (
  context: Context,
  assignment: Assignment,
  answers: Answers,
): Promise<Assignment> =>
  withAccepted(context, assignment, async (pair, hitType) => {
    const { answered } = await import('./answers.js')
    const files = await context.store.uploads.list({ assignmentId: assignment.id })
    const answer = answered(pair.hit.question, answers, files.map(handedIn))
    return submit(pair, hitType, answer, context.now)
  })

/** @throws WorkerRefusal when it is not being worked on any more */
export const putBack = (context: Context, assignment: Assignment): Promise<Assignment> =>
  withAccepted(context, assignment, async (pair) => giveBack(pair, context.now))

async function withAccepted(
  context: Context,
  assignment: Assignment,
  decide: (pair: Pair, hitType: HITType) => Promise<Decision<Pair>>,
): Promise<Assignment> {
  const { hit, hitType } = await workOn(context, assignment.hitId)
  mustBeAccepted(assignment, context.now)
  return (await savePair(context, await decide({ hit, assignment }, hitType))).assignment
}

/**
 * Makes a change to an assignment on behalf of its HIT's requester, if it is the worker's.
 *
 * @param workerId nobody in particular when the ID of the assignment is all that is known
 * @throws WorkerRefusal when the worker has no such assignment
 */
export async function asWorkerOf<T>(
  world: World,
  assignmentId: string,
  workerId: string | undefined,
  work: (context: Context, assignment: Assignment) => Promise<T>,
): Promise<T> {
  const known = await world.store.transaction((tx) => tx.assignments.find({ id: assignmentId }))
  if (!known || (workerId !== undefined && known.workerId !== workerId))
    throw new WorkerRefusal(`You have no assignment ${assignmentId}.`)

  return change(world, { account: known.account }, async (context) =>
    work(context, (await context.store.assignments.find({ id: assignmentId }))!),
  )
}

/** @throws WorkerRefusal for work that is over, or whose deadline is, though nobody has met it yet */
export function mustBeAccepted({ id, status, deadline }: Assignment, now: Date): void {
  const state = status === 'Accepted' && deadline <= now ? 'Abandoned' : status
  if (state !== 'Accepted') throw new WorkerRefusal(`The assignment ${id} is ${state} already.`)
}

const handedIn = ({ thing }: { readonly thing: Upload }): HandedIn => thing

async function partyOf({ store }: World, hitId: string): Promise<{ account: string }> {
  const hit = await store.transaction((tx) => tx.hits.find({ id: hitId }))
  if (!hit) throw new WorkerRefusal(`There is no HIT ${hitId}.`)
  return { account: hit.account }
}

async function workOn({ account, store }: Context, hitId: string) {
  const hit = (await store.hits.find({ id: hitId }))!
  const hitType = (await store.hitTypes.find({ account, id: hit.hitTypeId }))!
  return { hit, hitType }
}
