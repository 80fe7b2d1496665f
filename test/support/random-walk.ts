import {
  ApproveAssignmentCommand,
  CreateAdditionalAssignmentsForHITCommand,
  CreateHITTypeCommand,
  CreateWorkerBlockCommand,
  DeleteHITCommand,
  DeleteWorkerBlockCommand,
  GetHITCommand,
  ListAssignmentsForHITCommand,
  MTurkServiceException,
  RejectAssignmentCommand,
  UpdateExpirationForHITCommand,
  UpdateHITReviewStatusCommand,
} from '@aws-sdk/client-mturk'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Config } from '../../src/index.js'
import { ControlError } from '../../src/server/control/client.js'
import {
  approvalDelay,
  available,
  count,
  duration,
  lifetime,
  MarketModel,
  type ModelAssignment,
  type ModelEvent,
  type ModelHit,
  StepRefusedError,
} from './marketplace-model.js'
import { hitTypeInput, initialTime, startTestEmulator } from './setup.js'

type Market = Awaited<ReturnType<typeof startTestEmulator>>

/** The real marketplace, and the number of events read from it. */
interface RealMarketplace extends Market {
  readonly documents: () => Promise<readonly string[]>
  readCount: number
  /** Each HIT of the model when it was last compared. */
  readonly lastStates: Map<string, string>
}

/** The subject of a step, picked among the newest, which can still change most. */
interface Choice {
  readonly which: number
  readonly worker: number
  readonly amount: number
}

/** One step by a requester, a worker or time: on the model and on the real marketplace. */
interface StepAction {
  readonly model: (model: MarketModel, about: StepTarget) => void
  readonly real: (real: RealMarketplace, about: StepTarget) => Promise<unknown>
  readonly needs: 'nothing' | 'a HIT' | 'work'
}

interface StepTarget {
  readonly hit: ModelHit
  readonly assignment: ModelAssignment
  readonly worker: string
  readonly amount: number
  readonly now: number
}

const stepActions: Readonly<Record<string, StepAction>> = {
  giveBack: {
    needs: 'work',
    model: (model, { hit, assignment }) => model.returnAssignment(hit, assignment),
    real: ({ control }, { assignment }) =>
      control.returnAssignment(assignment.worker, assignment.id),
  },
  submit: {
    needs: 'work',
    model: (model, { hit, assignment }) => model.submit(hit, assignment),
    real: ({ control }, { assignment }) =>
      control.submit(assignment.worker, assignment.id, { cat: 'miaow' }),
  },
  approve: {
    needs: 'work',
    model: (model, { hit, assignment }) => model.approve(hit, assignment, false),
    real: ({ mturk }, { assignment }) =>
      mturk.send(new ApproveAssignmentCommand({ AssignmentId: assignment.id })),
  },
  override: {
    needs: 'work',
    model: (model, { hit, assignment }) => model.approve(hit, assignment, true),
    real: ({ mturk }, { assignment }) =>
      mturk.send(
        new ApproveAssignmentCommand({ AssignmentId: assignment.id, OverrideRejection: true }),
      ),
  },
  reject: {
    needs: 'work',
    model: (model, { hit, assignment }) => model.reject(hit, assignment),
    real: ({ mturk }, { assignment }) =>
      mturk.send(
        new RejectAssignmentCommand({ AssignmentId: assignment.id, RequesterFeedback: 'no' }),
      ),
  },
  extend: {
    needs: 'a HIT',
    model: (model, { hit, amount }) => model.extend(hit, amount),
    real: ({ mturk }, { hit, amount }) =>
      mturk.send(
        new CreateAdditionalAssignmentsForHITCommand({
          HITId: hit.id,
          NumberOfAdditionalAssignments: amount,
        }),
      ),
  },
  expire: {
    needs: 'a HIT',
    model: (model, { hit }) => model.expireAt(hit, 0),
    real: ({ mturk }, { hit }) =>
      mturk.send(new UpdateExpirationForHITCommand({ HITId: hit.id, ExpireAt: new Date(0) })),
  },
  revive: {
    needs: 'a HIT',
    model: (model, { hit, now, amount }) => model.expireAt(hit, secondsAfter(now, amount)),
    real: ({ mturk }, { hit, now, amount }) =>
      mturk.send(
        new UpdateExpirationForHITCommand({
          HITId: hit.id,
          ExpireAt: new Date(secondsAfter(now, amount)),
        }),
      ),
  },
  review: {
    needs: 'a HIT',
    model: (model, { hit, amount }) => model.review(hit, amount % 2 === 0),
    real: ({ mturk }, { hit, amount }) =>
      mturk.send(new UpdateHITReviewStatusCommand({ HITId: hit.id, Revert: amount % 2 === 0 })),
  },
  delete: {
    needs: 'a HIT',
    model: (model, { hit }) => model.deleteHit(hit),
    real: ({ mturk }, { hit }) => mturk.send(new DeleteHITCommand({ HITId: hit.id })),
  },
  block: {
    needs: 'nothing',
    model: (model, { worker }) => void model.blocked.add(worker),
    real: ({ mturk }, { worker }) =>
      mturk.send(new CreateWorkerBlockCommand({ WorkerId: worker, Reason: 'x' })),
  },
  letIn: {
    needs: 'nothing',
    model: (model, { worker }) => void model.blocked.delete(worker),
    real: ({ mturk }, { worker }) => mturk.send(new DeleteWorkerBlockCommand({ WorkerId: worker })),
  },
  wait: {
    needs: 'nothing',
    model: (model, { amount, worker }) => model.advance(waitDuration(amount, worker)),
    real: ({ control }, { amount, worker }) =>
      control.advance(`PT${waitDuration(amount, worker) / 1000}S`),
  },
  waitLong: {
    needs: 'nothing',
    model: (model, { amount }) => model.advance(amount * 20 * 86_400_000),
    real: ({ control }, { amount }) => control.advance(`P${amount * 20}D`),
  },
}

/** Clients send whole seconds. */
const secondsAfter = (now: number, amount: number): number =>
  Math.floor(now / 1000) * 1000 + amount * 1_000_000
/** Odd, so that few jobs are due in the same millisecond. */
const waitDuration = (amount: number, worker: string): number =>
  amount * 271_829 + worker.charCodeAt(1)

const workers = ['A1WORKER', 'A2WORKER', 'A3WORKER', 'A4WORKER', 'A5WORKER', 'A6WORKER']

class Step implements fc.AsyncCommand<MarketModel, RealMarketplace> {
  readonly #name: string
  readonly #choice: Choice

  constructor(name: string, choice: Choice) {
    this.#name = name
    this.#choice = choice
  }

  check = (): boolean => true

  toString = (): string => `${this.#name} ${JSON.stringify(this.#choice)}`

  async run(model: MarketModel, real: RealMarketplace): Promise<void> {
    const { which, amount } = this.#choice
    const worker = workers[this.#choice.worker]!
    const hit = model.hits.at(-1 - (which % 5))
    const assignments = model.hits.slice(-5).flatMap(({ assignments }) => assignments)
    const assignment = assignments.at(-1 - (which % 8))
    if (this.#name === 'create') await create(model, real, amount)
    else if (this.#name === 'accept') await (hit && accept(model, real, hit, worker))
    else await this.#do(model, real, { hit, assignment: assignment, worker, amount })
    await expectSameEvents(model, real, this.toString())
  }

  async #do(
    model: MarketModel,
    real: RealMarketplace,
    {
      hit: picked,
      assignment,
      ...rest
    }: { hit?: ModelHit; assignment?: ModelAssignment; worker: string; amount: number },
  ): Promise<void> {
    const action = stepActions[this.#name]!
    const hit =
      action.needs === 'work'
        ? model.hits.find((each) => each.assignments.includes(assignment!))
        : picked
    if ((action.needs === 'work' && !assignment) || (action.needs !== 'nothing' && !hit)) return
    const target = { ...rest, hit: hit!, assignment: assignment!, now: model.now }
    const isRefusedByModel = refusesStep(() => action.model(model, target))
    const isRefusedByReal = await action.real(real, target).then(() => false, expectRefusal)
    expect([this.toString(), isRefusedByReal]).toEqual([this.toString(), isRefusedByModel])
  }
}

async function create(
  model: MarketModel,
  { createHit }: RealMarketplace,
  amount: number,
): Promise<void> {
  const hit = await createHit({
    MaxAssignments: amount,
    AutoApprovalDelayInSeconds: approvalDelay / 1000,
    LifetimeInSeconds: lifetime / 1000,
    AssignmentDurationInSeconds: duration / 1000,
  })
  model.create(hit.HITId!, amount)
}

async function accept(
  model: MarketModel,
  { control }: RealMarketplace,
  hit: ModelHit,
  worker: string,
): Promise<void> {
  const canAccept = model.canAccept(hit, worker)
  const id = await control.accept(worker, hit.id).then(({ id }) => id, expectRefusal)
  expect(typeof id === 'string').toBe(canAccept)
  if (typeof id === 'string') model.accept(hit, worker, id)
}

function refusesStep(step: () => void): boolean {
  try {
    step()
    return false
  } catch (error) {
    if (error instanceof StepRefusedError) return true
    throw error
  }
}

/** Returns whether the real marketplace rejected a step; any other failure is an error. */
function expectRefusal(error: unknown): true {
  const known =
    error instanceof ControlError ||
    (error instanceof MTurkServiceException &&
      ['RequestError', 'ParameterValidationError'].includes(error.name))
  if (!known) throw error
  return true
}

/** Compares the events, in their order, and the state of each HIT. */
async function expectSameEvents(
  model: MarketModel,
  real: RealMarketplace,
  step: string,
): Promise<void> {
  // Jobs that a step makes due at once run with it.
  model.advance(0)
  const documents = await real.documents()
  const newEvents = documents.slice(real.readCount).flatMap((text) => JSON.parse(text).Events)
  real.readCount = documents.length
  const events = newEvents.map(
    ({ EventType, HITId, AssignmentId, EventTimestamp }): ModelEvent => [
      EventType,
      HITId,
      AssignmentId,
      Date.parse(EventTimestamp) / 1000,
    ],
  )

  expect([step, events]).toEqual([step, model.takeEvents()])
  for (const hit of model.hits)
    if (hasChangedSinceLastCheck(hit, real)) await expectSameHit(hit, real, step)
}

/** Whether a HIT must be compared again. */
function hasChangedSinceLastCheck(hit: ModelHit, { lastStates }: RealMarketplace): boolean {
  const state = JSON.stringify(hit)
  if (lastStates.get(hit.id) === state) return false
  lastStates.set(hit.id, state)
  return true
}

async function expectSameHit(
  hit: ModelHit,
  { mturk }: RealMarketplace,
  step: string,
): Promise<void> {
  const { HIT } = await mturk.send(new GetHITCommand({ HITId: hit.id }))
  const counts = {
    NumberOfAssignmentsAvailable: available(hit),
    NumberOfAssignmentsPending: count(hit, 'Accepted'),
    NumberOfAssignmentsCompleted: count(hit, 'Approved', 'Rejected'),
  }
  expect([step, HIT]).toMatchObject([
    step,
    {
      HITStatus: hit.status,
      MaxAssignments: hit.max,
      Expiration: new Date(Math.floor(hit.expiration / 1000) * 1000),
      ...counts,
    },
  ])
  const { NumberOfAssignmentsAvailable, NumberOfAssignmentsPending } = counts
  const open = NumberOfAssignmentsAvailable > 0 && !hit.expired
  expect(NumberOfAssignmentsAvailable).toBeGreaterThanOrEqual(0)
  if (hit.status === 'Assignable') expect(open).toBe(true)
  if (hit.status === 'Unassignable')
    expect([open, NumberOfAssignmentsPending > 0]).toEqual([false, true])
  if (hit.status === 'Reviewable' || hit.status === 'Reviewing')
    expect([open, NumberOfAssignmentsPending]).toEqual([false, 0])
}

/** Compares every HIT and its assignments. */
async function expectSameHits(model: MarketModel, real: RealMarketplace): Promise<void> {
  for (const hit of model.hits) {
    await expectSameHit(hit, real, 'at the end')
    const { Assignments } = await real.mturk.send(
      new ListAssignmentsForHITCommand({ HITId: hit.id, MaxResults: 100 }),
    )
    const statuses = Assignments!.map(({ AssignmentId, AssignmentStatus }) => [
      AssignmentId,
      AssignmentStatus,
    ])
    const submitted = hit.assignments.filter(({ submittedAt }) => submittedAt !== undefined)
    expect(new Map(statuses as [string, string][])).toEqual(
      new Map(submitted.map(({ id, state }) => [id, state])),
    )
  }
}

const choice = fc.record({
  which: fc.nat({ max: 1000 }),
  worker: fc.nat({ max: workers.length - 1 }),
  amount: fc.integer({ min: 1, max: 4 }),
})
/** Weights: steps that continue a life cycle are likelier than steps that end one. */
const names = fc.constantFrom(
  ...['create', 'accept', 'accept', 'accept', 'submit', 'submit', 'giveBack', 'approve', 'reject'],
  ...['override', 'extend', 'expire', 'revive', 'revive', 'review', 'delete', 'block', 'letIn'],
  ...['letIn', 'wait', 'wait', 'waitLong'],
)
const step = fc.tuple(names, choice).map(([name, chosen]) => new Step(name, chosen))

/** Takes random steps and compares the real marketplace with the model after each. */
export async function runRandomWalk(
  steps: number,
  options: () => Promise<Partial<Config>> = async () => ({}),
): Promise<void> {
  const walks = fc.array(step, { minLength: steps, maxLength: steps, size: 'max' })
  const startWalk = async () => {
    const emulator = await startTestEmulator({ keepMessages: 1_000_000, ...(await options()) })
    for (const worker of workers) await emulator.control.putWorker(worker)
    const { HITTypeId } = await emulator.mturk.send(
      new CreateHITTypeCommand({
        ...hitTypeInput,
        AutoApprovalDelayInSeconds: approvalDelay / 1000,
        AssignmentDurationInSeconds: duration / 1000,
      }),
    )
    const { documents } = await emulator.subscribeQueue(HITTypeId!)
    return {
      model: new MarketModel(initialTime.getTime()),
      real: {
        ...emulator,
        documents,
        readCount: 0,
        lastStates: new Map(),
      } satisfies RealMarketplace,
    }
  }

  await fc.assert(
    fc.asyncProperty(walks, async (walk) => {
      const { model, real } = await startWalk()
      await fc.asyncModelRun(() => ({ model, real }), walk)
      await expectSameHits(model, real)
      expect(model.hits.length).toBeGreaterThan(walk.length / 100)
    }),
    // With WALK_SHRINK, a failing walk is shortened until it can be read.
    {
      numRuns: 1,
      seed: Number(process.env.WALK_SEED ?? 20_260_930),
      endOnFailure: !process.env.WALK_SHRINK,
    },
  )
}
