import { type Assignment, accept, giveBack, type Pair, submit } from '../domain/assignment.js'
import { availableOf, type Decision, type HIT } from '../domain/hit.js'
import type { HITType } from '../domain/hit-type.js'
import type { HandedIn } from '../domain/questions/form-answers.js'
import type { Upload } from '../domain/upload.js'
import type { Worker } from '../domain/worker.js'
import { WorkerRefusal } from '../errors.js'
import { savePair } from '../saving.js'
import { type Context, change, type World } from '../world.js'
import type { Answers } from './answers.js'
import { inWords, unmet } from './standing.js'

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
    const reasons = await whyNot(context, workerId, hit, hitType)
    if (reasons.length > 0) throw new WorkerRefusal(reasons.join(' '))

    const id = (await returnedId(context, hitId)) ?? context.newId()
    const decision = accept(hit, hitType, { id, workerId, now: context.now })

    return (await savePair(context, decision)).assignment
  })
}

/** Where the quirk is on, the ID of an assignment that somebody gave back or abandoned. */
async function returnedId({ store, rules }: Context, hitId: string): Promise<string | undefined> {
  if (!rules.quirks.has('reused-assignment-ids')) return undefined
  const status = ['Returned', 'Abandoned']
  const [given] = await store.assignments.list({ hitId, status }, { limit: 1 })
  return given?.thing.id
}

/** Everything that keeps a worker from accepting a HIT, a sentence each. */
export async function whyNot(
  context: Context,
  workerId: string,
  hit: HIT,
  hitType: HITType,
): Promise<readonly string[]> {
  const { account, store, now } = context
  const reasons: string[] = []
  if (hit.status === 'Disposed') return ['The HIT is gone.']
  if (hit.expiration <= now) reasons.push('The HIT has expired.')
  else if (availableOf(hit) <= 0) reasons.push('All its assignments are taken.')
  if (await store.workerBlocks.find({ account, workerId }))
    reasons.push('The requester has blocked you.')
  const status = ['Accepted', 'Submitted', 'Approved', 'Rejected']
  if ((await store.assignments.count({ hitId: hit.id, workerId, status })) > 0)
    reasons.push('You have an assignment of this HIT already.')
  const worker = (await store.workers.find({ id: workerId })) ?? { id: workerId, createdAt: now }
  for (const requirement of await unmet(context, worker, hitType.qualificationRequirements))
    reasons.push(`You do not meet the requirement ${inWords(requirement)}.`)
  return reasons
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
  withAccepted(world, assignmentId, workerId, async (pair, hitType, { store, now }) => {
    const { answered } = await import('./answers.js')
    const files = await store.uploads.list({ assignmentId })
    const answer = answered(pair.hit.question, answers, files.map(handedIn))
    return submit(pair, hitType, answer, now)
  })

/**
 * A worker gives accepted work back.
 *
 * @throws WorkerRefusal when it is not the worker's to give back, or not any more
 */
export const returnWork = (
  world: World,
  assignmentId: string,
  workerId?: string,
): Promise<Assignment> =>
  withAccepted(world, assignmentId, workerId, (pair, _, { now }) => giveBack(pair, now))

const withAccepted = (
  world: World,
  assignmentId: string,
  workerId: string | undefined,
  decide: (
    pair: Pair,
    hitType: HITType,
    context: Context,
  ) => Decision<Pair> | Promise<Decision<Pair>>,
): Promise<Assignment> =>
  asWorkerOf(world, assignmentId, workerId, async (context, assignment) => {
    const { hit, hitType } = await workOn(context, assignment.hitId)
    mustBeAccepted(assignment, context.now)

    const decision = await decide({ hit, assignment }, hitType, context)
    return (await savePair(context, decision)).assignment
  })

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
