import { type Assignment, accept, giveBack, type Pair, submit } from '../domain/assignment.js'
import { availableOf, type HIT } from '../domain/hit.js'
import type { HITType } from '../domain/hit-type.js'
import { answerXml } from '../domain/questions/answer.js'
import type { Worker } from '../domain/worker.js'
import { WorkerRefusal } from '../errors.js'
import { savePair } from '../saving.js'
import { type Context, change, type World } from '../world.js'
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

    const decision = accept(hit, hitType, { id: context.newId(), workerId, now: context.now })

    return (await savePair(context, decision)).assignment
  })
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

/** What a worker fills in: XML as it is, or fields by name. */
export type Answers = string | Readonly<Record<string, string>>

/**
 * A worker submits accepted work.
 *
 * @throws WorkerRefusal when it is not the worker's to submit, or not any more
 */
export const submitWork = (
  world: World,
  assignmentId: string,
  answers: Answers,
  workerId?: string,
): Promise<Assignment> =>
  withAccepted(world, assignmentId, workerId, (pair, hitType, { now }) =>
    submit(pair, hitType, typeof answers === 'string' ? answers : answerXml(answers), now),
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
): Promise<Assignment> =>
  withAccepted(world, assignmentId, workerId, (pair, _, { now }) => giveBack(pair, now))

async function withAccepted(
  world: World,
  assignmentId: string,
  workerId: string | undefined,
  decide: (pair: Pair, hitType: HITType, context: Context) => ReturnType<typeof submit>,
): Promise<Assignment> {
  const known = await world.store.transaction((tx) => tx.assignments.find({ id: assignmentId }))
  if (!known || (workerId !== undefined && known.workerId !== workerId))
    throw new WorkerRefusal(`You have no assignment ${assignmentId}.`)

  return change(world, { account: known.account }, async (context) => {
    const assignment = (await context.store.assignments.find({ id: assignmentId }))!
    const { hit, hitType } = await workOn(context, assignment.hitId)
    if (assignment.status !== 'Accepted')
      throw new WorkerRefusal(`The assignment ${assignmentId} is ${assignment.status} already.`)

    return (await savePair(context, decide({ hit, assignment }, hitType, context))).assignment
  })
}

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
