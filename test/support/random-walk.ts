import fc from 'fast-check'
import { expect } from 'vitest'
import type { WorldClock } from '../../src/clock/clock.js'
import { acceptHit, returnWork, submitWork } from '../../src/crowd/work.js'
import { advance } from '../../src/deadlines/advance.js'
import type { Assignment } from '../../src/domain/assignment.js'
import { availableOf, type HIT } from '../../src/domain/hit.js'
import { RequestError, WorkerRefusal } from '../../src/errors.js'
import type { Options } from '../../src/index.js'
import { call } from '../../src/operations/call.js'
import * as operations from '../../src/operations/index.js'
import type { World } from '../../src/world.js'
import { question, startMarket, work } from './market.js'

const account = '000000000000'
/** One thing that may be done by any of the three doors; what is refused changes nothing. */
const step = fc.record({
  deed: fc.constantFrom(
    ...(['create', 'accept', 'accept', 'submit', 'submit', 'return', 'approve', 'reject'] as const),
    ...(['override', 'extend', 'expire', 'revive', 'review', 'delete', 'wait', 'wait'] as const),
  ),
  which: fc.nat({ max: 1000 }),
  worker: fc.nat({ max: 5 }),
  amount: fc.integer({ min: 1, max: 4 }),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

async function all(world: World): Promise<{ hits: HIT[]; assignments: Assignment[] }> {
  return world.store.transaction(async (tx) => ({
    hits: (await tx.hits.list({}, { limit: 10_000 })).map(({ thing }) => thing),
    assignments: (await tx.assignments.list({}, { limit: 10_000 })).map(({ thing }) => thing),
  }))
}

async function walk(world: World, clock: WorldClock, { deed, which, worker, amount }: Step) {
  const { hits, assignments } = await all(world)
  // Among the newest, where most can still happen.
  const hit = hits.at(-1 - (which % 5))
  const assignment = assignments.at(-1 - (which % 8))
  const ask = (operation: object, input: object) =>
    call(world, operation as typeof operations.GetHIT, input as { HITId: string }, { account })
  if (deed === 'create')
    return ask(operations.CreateHIT, { ...work, Question: question, MaxAssignments: amount })
  if (deed === 'wait')
    return advance(world, clock, new Date(clock.now().getTime() + amount * 300_000))
  if (deed === 'accept') return hit && acceptHit(world, `A${worker}WORKER`, hit.id)
  if (deed === 'submit') return assignment && submitWork(world, assignment.id, { a: 'b' })
  if (deed === 'return') return assignment && returnWork(world, assignment.id)
  const AssignmentId = assignment?.id
  const HITId = hit?.id
  if (AssignmentId && deed === 'approve') return ask(operations.ApproveAssignment, { AssignmentId })
  if (AssignmentId && deed === 'override')
    return ask(operations.ApproveAssignment, { AssignmentId, OverrideRejection: true })
  if (AssignmentId && deed === 'reject')
    return ask(operations.RejectAssignment, { AssignmentId, RequesterFeedback: 'no' })
  if (!HITId) return undefined
  if (deed === 'extend')
    return ask(operations.CreateAdditionalAssignmentsForHIT, {
      HITId,
      NumberOfAdditionalAssignments: amount,
    })
  if (deed === 'expire')
    return ask(operations.UpdateExpirationForHIT, { HITId, ExpireAt: new Date(0) })
  if (deed === 'revive')
    return ask(operations.UpdateExpirationForHIT, {
      HITId,
      ExpireAt: new Date(clock.now().getTime() + 3_600_000),
    })
  if (deed === 'review') return ask(operations.UpdateHITReviewStatus, { HITId })
  return ask(operations.DeleteHIT, { HITId })
}

function check({ hits, assignments }: { hits: HIT[]; assignments: Assignment[] }, now: Date) {
  for (const hit of hits) {
    const own = assignments.filter(({ hitId }) => hitId === hit.id)
    const count = (...states: string[]) =>
      own.filter(({ status }) => states.includes(status)).length
    expect([hit.pending, hit.submitted, hit.completed]).toEqual([
      count('Accepted'),
      count('Submitted'),
      count('Approved', 'Rejected'),
    ])
    expect(availableOf(hit)).toBeGreaterThanOrEqual(0)
    const open = availableOf(hit) > 0 && hit.expiration > now
    if (hit.status === 'Assignable') expect(open).toBe(true)
    if (hit.status === 'Unassignable') expect([open, hit.pending > 0]).toEqual([false, true])
    if (hit.status === 'Reviewable' || hit.status === 'Reviewing')
      expect([open, hit.pending]).toEqual([false, 0])
    const held = own.filter(({ status }) => !['Returned', 'Abandoned'].includes(status))
    expect(new Set(held.map(({ workerId }) => workerId)).size).toBe(held.length)
  }
  for (const { status, deadline } of assignments)
    if (status === 'Accepted') expect(deadline > now).toBe(true)
}

/** The events that a change of states must have told, counted. */
const born = (
  before: Map<string, string>,
  { hits, assignments }: { hits: HIT[]; assignments: Assignment[] },
): string[] =>
  [
    ...assignments.map(({ id, status }) => [id, `Assignment${status}`]),
    ...hits.map(({ id }) => [id, 'HITCreated']),
  ]
    .filter(([id, state]) => before.get(id!) !== state)
    .map(([, state]) => state!)

/** Takes so many random steps and checks after each that nothing is broken and all is told. */
export async function walkAtRandom(steps: number, options: Partial<Options> = {}): Promise<void> {
  const { world } = await startMarket(options)
  const clock = world.clock as WorldClock
  const told: string[] = []
  const store = world.store
  const hitTypeId = await firstHitType(world)
  await call(
    world,
    operations.UpdateNotificationSettings,
    {
      HITTypeId: hitTypeId,
      Notification: {
        Destination: 'http://localhost/000000000000/news',
        Transport: 'SQS',
        Version: '2014-08-15',
        EventTypes: [
          'AssignmentAccepted',
          'AssignmentReturned',
          'AssignmentAbandoned',
          'AssignmentSubmitted',
          'AssignmentApproved',
          'AssignmentRejected',
          'HITCreated',
        ],
      },
    },
    { account },
  )
  let known = new Map<string, string>()
  let seen: number | undefined
  const walked = fc.sample(step, { numRuns: steps, seed: 20_260_930 })

  for (const [index, each] of walked.entries()) {
    await walk(world, clock, each).catch((error: unknown) => {
      if (!(error instanceof RequestError) && !(error instanceof WorkerRefusal)) throw error
    })
    const now = await all(world)
    check(now, clock.now())
    const expected = born(known, now)
    const deliveries = await store.transaction((tx) =>
      tx.deliveries.list({}, { limit: 100_000, after: seen }),
    )
    const fresh = deliveries.flatMap(({ thing }) => thing.eventTypes)
    told.push(...fresh)
    seen = deliveries.at(-1)?.position ?? seen
    // A step of time may take one assignment through two states; then both were told.
    for (const event of expected)
      expect([index, each, fresh]).toEqual([index, each, expect.arrayContaining([event])])
    if (each.deed !== 'wait')
      expect([index, each, fresh.length]).toEqual([index, each, expected.length])
    known = new Map([
      ...now.assignments.map(({ id, status }): [string, string] => [id, `Assignment${status}`]),
      ...now.hits.map(({ id }): [string, string] => [id, 'HITCreated']),
    ])
  }

  expect(told.length).toBeGreaterThan(steps / 10)
}

async function firstHitType(world: World): Promise<string> {
  const { LifetimeInSeconds: _, Question: __, ...typeOfWork } = work
  const { HITTypeId } = await call(
    world,
    operations.CreateHITType,
    typeOfWork as Parameters<typeof operations.CreateHITType.run>[0],
    { account },
  )
  return HITTypeId!
}
