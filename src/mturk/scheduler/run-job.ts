import { abandon, approve } from '../../domain/assignment.js'
import type { Deadline } from '../../domain/deadline.js'
import { disposeInTime, settle } from '../../domain/hit.js'
import { saveHit, savePair } from '../lifecycle/save.js'
import { type Context, change, type World } from '../unit-of-work.js'

/** Does what has fallen due, unless it is not so any more. */
export async function meet(world: World, deadline: Deadline): Promise<void> {
  const { account, kind, subject, at } = deadline
  if (kind === 'turn') return world.takeTurn(world, deadline)
  await change(byItself(world, deadline), { account }, async (context) => {
    const current = await context.store.deadlines.find({ kind, subject })
    if (current?.at.getTime() !== at.getTime()) return
    // Whatever comes of it, it is met: what is still to come is written anew.
    await context.store.deadlines.remove({ kind, subject })
    await deeds[kind](context, subject)
  })
}

/** Its IDs are its own: with a seed they are the same whichever process meets it, and after what. */
const byItself = (world: World, { kind, subject, at }: Deadline): World => ({
  ...world,
  random: world.random.of(`${kind} ${subject} ${at.getTime()}`),
})

const deeds: Record<
  Exclude<Deadline['kind'], 'turn'>,
  (context: Context, subject: string) => Promise<void>
> = {
  async expire(context, id) {
    const hit = await context.store.hits.find({ id })
    if (hit) await saveHit(context, settle(hit, context.now))
  },

  async dispose(context, id) {
    const hit = await context.store.hits.find({ id })
    const decision = hit && disposeInTime(hit, context.now)
    // What is still open brings the deadline back when it is saved.
    if (decision) await saveHit(context, decision)
  },

  async abandon(context, id) {
    const pair = await pairOf(context, id)
    if (pair?.assignment.status === 'Accepted') await savePair(context, abandon(pair, context.now))
  },

  async approve(context, id) {
    const pair = await pairOf(context, id)
    if (pair?.assignment.status === 'Submitted')
      await savePair(context, approve(pair, { now: context.now, override: false }))
  },
}

async function pairOf({ store }: Context, id: string) {
  const assignment = await store.assignments.find({ id })
  const hit = assignment && (await store.hits.find({ id: assignment.hitId }))
  return assignment && hit && { assignment, hit }
}
