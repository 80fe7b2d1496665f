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
import type { Options } from '../../src/index.js'
import { ControlError } from '../../src/server/control/connection.js'
import { startMarket, startOfTime, typeOfWork } from './market.js'
import {
  approvalDelay,
  available,
  count,
  duration,
  lifetime,
  MarketModel,
  type ModelHit,
  type ModelWork,
  Refused,
  type Told,
} from './market-model.js'

type Market = Awaited<ReturnType<typeof startMarket>>

/** The real marketplace, and how far its news was read. */
interface Real extends Market {
  readonly documents: () => Promise<readonly string[]>
  read: number
  /** Each HIT as the model had it when it was last looked at. */
  readonly seen: Map<string, string>
}

/** What a step is about: picked among the newest, where most can still happen. */
interface Choice {
  readonly which: number
  readonly worker: number
  readonly amount: number
}

/** One thing that may be done by any of the three doors: what the model says of it, and how it is really done. */
interface Deed {
  readonly model: (model: MarketModel, about: About) => void
  readonly real: (real: Real, about: About) => Promise<unknown>
  readonly needs: 'nothing' | 'a HIT' | 'work'
}

interface About {
  readonly hit: ModelHit
  readonly work: ModelWork
  readonly worker: string
  readonly amount: number
  readonly now: number
}

const deeds: Readonly<Record<string, Deed>> = {
  giveBack: {
    needs: 'work',
    model: (model, { hit, work }) => model.giveBack(hit, work),
    real: ({ control }, { work }) => control.giveBack(work.worker, work.id),
  },
  submit: {
    needs: 'work',
    model: (model, { hit, work }) => model.submit(hit, work),
    real: ({ control }, { work }) => control.submit(work.worker, work.id, { cat: 'miaow' }),
  },
  approve: {
    needs: 'work',
    model: (model, { hit, work }) => model.approve(hit, work, false),
    real: ({ mturk }, { work }) =>
      mturk.send(new ApproveAssignmentCommand({ AssignmentId: work.id })),
  },
  override: {
    needs: 'work',
    model: (model, { hit, work }) => model.approve(hit, work, true),
    real: ({ mturk }, { work }) =>
      mturk.send(new ApproveAssignmentCommand({ AssignmentId: work.id, OverrideRejection: true })),
  },
  reject: {
    needs: 'work',
    model: (model, { hit, work }) => model.reject(hit, work),
    real: ({ mturk }, { work }) =>
      mturk.send(new RejectAssignmentCommand({ AssignmentId: work.id, RequesterFeedback: 'no' })),
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
    model: (model, { hit }) => model.remove(hit),
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
    model: (model, { amount, worker }) => model.pass(pause(amount, worker)),
    real: ({ control }, { amount, worker }) =>
      control.advance(`PT${pause(amount, worker) / 1000}S`),
  },
  waitLong: {
    needs: 'nothing',
    model: (model, { amount }) => model.pass(amount * 20 * 86_400_000),
    real: ({ control }, { amount }) => control.advance(`P${amount * 20}D`),
  },
}

/** Clients tell whole seconds. */
const secondsAfter = (now: number, amount: number): number =>
  Math.floor(now / 1000) * 1000 + amount * 1_000_000
/** Odd enough that few things fall due in the same millisecond. */
const pause = (amount: number, worker: string): number => amount * 271_829 + worker.charCodeAt(1)

const workers = ['A1WORKER', 'A2WORKER', 'A3WORKER', 'A4WORKER', 'A5WORKER', 'A6WORKER']

class Step implements fc.AsyncCommand<MarketModel, Real> {
  readonly #name: string
  readonly #choice: Choice

  constructor(name: string, choice: Choice) {
    this.#name = name
    this.#choice = choice
  }

  check = (): boolean => true

  toString = (): string => `${this.#name} ${JSON.stringify(this.#choice)}`

  async run(model: MarketModel, real: Real): Promise<void> {
    const { which, amount } = this.#choice
    const worker = workers[this.#choice.worker]!
    const hit = model.hits.at(-1 - (which % 5))
    const works = model.hits.slice(-5).flatMap(({ work }) => work)
    const work = works.at(-1 - (which % 8))
    if (this.#name === 'create') await create(model, real, amount)
    else if (this.#name === 'accept') await (hit && accept(model, real, hit, worker))
    else await this.#do(model, real, { hit, work, worker, amount })
    await hold(model, real, this.toString())
  }

  async #do(
    model: MarketModel,
    real: Real,
    {
      hit: picked,
      work,
      ...rest
    }: { hit?: ModelHit; work?: ModelWork; worker: string; amount: number },
  ): Promise<void> {
    const deed = deeds[this.#name]!
    const hit =
      deed.needs === 'work' ? model.hits.find((each) => each.work.includes(work!)) : picked
    if ((deed.needs === 'work' && !work) || (deed.needs !== 'nothing' && !hit)) return
    const about = { ...rest, hit: hit!, work: work!, now: model.now }
    const refused = isRefused(() => deed.model(model, about))
    const wasRefused = await deed.real(real, about).then(() => false, refusal)
    expect([this.toString(), wasRefused]).toEqual([this.toString(), refused])
  }
}

async function create(model: MarketModel, { createHit }: Real, amount: number): Promise<void> {
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
  { control }: Real,
  hit: ModelHit,
  worker: string,
): Promise<void> {
  const may = model.mayAccept(hit, worker)
  const id = await control.accept(worker, hit.id).then(({ id }) => id, refusal)
  expect(typeof id === 'string').toBe(may)
  if (typeof id === 'string') model.accept(hit, worker, id)
}

function isRefused(work: () => void): boolean {
  try {
    work()
    return false
  } catch (error) {
    if (error instanceof Refused) return true
    throw error
  }
}

/** What is refused is refused in words of its own; anything else is a fault. */
function refusal(error: unknown): true {
  const known =
    error instanceof ControlError ||
    (error instanceof MTurkServiceException && error.name === 'RequestError')
  if (!known) throw error
  return true
}

/** Everything is told and nothing else, in its order; and each HIT stands as it must. */
async function hold(model: MarketModel, real: Real, step: string): Promise<void> {
  // What a step makes due at once is met along with it.
  model.pass(0)
  const documents = await real.documents()
  const fresh = documents.slice(real.read).flatMap((text) => JSON.parse(text).Events)
  real.read = documents.length
  const told = fresh.map(
    ({ EventType, HITId, AssignmentId, EventTimestamp }): Told => [
      EventType,
      HITId,
      AssignmentId,
      Date.parse(EventTimestamp) / 1000,
    ],
  )

  expect([step, told]).toEqual([step, model.takeTold()])
  for (const hit of model.hits) if (hasChanged(hit, real)) await holdHit(hit, real, step)
}

/** Whether a HIT is to be looked at again. */
function hasChanged(hit: ModelHit, { seen }: Real): boolean {
  const state = JSON.stringify(hit)
  if (seen.get(hit.id) === state) return false
  seen.set(hit.id, state)
  return true
}

async function holdHit(hit: ModelHit, { mturk }: Real, step: string): Promise<void> {
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

/** Every HIT and what was submitted for it, from beginning to end. */
async function holdAll(model: MarketModel, real: Real): Promise<void> {
  for (const hit of model.hits) {
    await holdHit(hit, real, 'at the end')
    const { Assignments } = await real.mturk.send(
      new ListAssignmentsForHITCommand({ HITId: hit.id, MaxResults: 100 }),
    )
    const listed = Assignments!.map(({ AssignmentId, AssignmentStatus }) => [
      AssignmentId,
      AssignmentStatus,
    ])
    const submitted = hit.work.filter(({ submittedAt }) => submittedAt !== undefined)
    expect(new Map(listed as [string, string][])).toEqual(
      new Map(submitted.map(({ id, state }) => [id, state])),
    )
  }
}

const choice = fc.record({
  which: fc.nat({ max: 1000 }),
  worker: fc.nat({ max: workers.length - 1 }),
  amount: fc.integer({ min: 1, max: 4 }),
})
/** Those that go further are likelier than those that end something. */
const names = fc.constantFrom(
  ...['create', 'accept', 'accept', 'accept', 'submit', 'submit', 'giveBack', 'approve', 'reject'],
  ...['override', 'extend', 'expire', 'revive', 'revive', 'review', 'delete', 'block', 'letIn'],
  ...['letIn', 'wait', 'wait', 'waitLong'],
)
const step = fc.tuple(names, choice).map(([name, chosen]) => new Step(name, chosen))

/** Takes so many random steps through the three doors and holds the real marketplace against the model after each. */
export async function walkAtRandom(
  steps: number,
  options: () => Promise<Partial<Options>> = async () => ({}),
): Promise<void> {
  const walks = fc.array(step, { minLength: steps, maxLength: steps, size: 'max' })
  const started = async () => {
    const market = await startMarket({ keepMessages: 1_000_000, ...(await options()) })
    for (const worker of workers) await market.control.worker(worker)
    const { HITTypeId } = await market.mturk.send(
      new CreateHITTypeCommand({
        ...typeOfWork,
        AutoApprovalDelayInSeconds: approvalDelay / 1000,
        AssignmentDurationInSeconds: duration / 1000,
      }),
    )
    const { documents } = await market.listenTo(HITTypeId!)
    return {
      model: new MarketModel(startOfTime.getTime()),
      real: { ...market, documents, read: 0, seen: new Map() } satisfies Real,
    }
  }

  await fc.assert(
    fc.asyncProperty(walks, async (walk) => {
      const { model, real } = await started()
      await fc.asyncModelRun(() => ({ model, real }), walk)
      await holdAll(model, real)
      expect(model.hits.length).toBeGreaterThan(walk.length / 100)
    }),
    // With WALK_SHRINK, a walk that breaks a promise is made shorter until it can be read.
    {
      numRuns: 1,
      seed: Number(process.env.WALK_SEED ?? 20_260_930),
      endOnFailure: !process.env.WALK_SHRINK,
    },
  )
}
