import type { EventType, HITStatus } from '@aws-sdk/client-mturk'

/** A simple model of the marketplace, to compare the real one with. Instants are numbers. */
export interface ModelAssignment {
  readonly id: string
  readonly worker: string
  state: 'Accepted' | 'Submitted' | 'Approved' | 'Rejected' | 'Returned' | 'Abandoned'
  /** When it is abandoned or approved automatically. */
  dueAt: number
  submittedAt?: number
  /** The order of jobs that are due at the same time. */
  order: number
}

export interface ModelHit {
  readonly id: string
  max: number
  expiration: number
  expired: boolean
  status: HITStatus
  readonly assignments: ModelAssignment[]
  expiryOrder: number
  /** `undefined` while assignments are in progress. */
  disposalOrder?: number
}

/** The predictable members of an event. */
export type ModelEvent = readonly [
  type: EventType,
  hit: string,
  work: string | undefined,
  second: number,
]

export const duration = 600_000
export const approvalDelay = 1_200_000
export const lifetime = 3_600_000
const retention = 120 * 86_400_000
const overrideWindow = 30 * 86_400_000

/** Thrown by a step that is not possible; it changes nothing. */
export class StepRefusedError extends Error {}

export class MarketModel {
  readonly hits: ModelHit[] = []
  readonly blocked = new Set<string>()
  now: number
  #nextOrder = 0
  readonly #extensionTokens = new Map<string, number>()
  #events: ModelEvent[] = []

  constructor(now: number) {
    this.now = now
  }

  /** Returns the events since the last call. */
  takeEvents(): ModelEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }

  create(id: string, max: number): void {
    const expiration = this.now + lifetime
    const rest = {
      expired: false,
      status: 'Assignable',
      assignments: [] as ModelAssignment[],
    } as const
    const orders = { expiryOrder: this.#nextOrder++, disposalOrder: this.#nextOrder++ }
    const hit = { id, max, expiration, ...rest, ...orders }
    this.hits.push(hit)
    this.#emit('HITCreated', hit)
  }

  canAccept(hit: ModelHit, worker: string): boolean {
    const alreadyTaken = hit.assignments.some((work) => work.worker === worker && !isReturned(work))
    const open = hit.status !== 'Disposed' && hit.expiration > this.now && available(hit) > 0
    return open && !alreadyTaken && !this.blocked.has(worker)
  }

  accept(hit: ModelHit, worker: string, id: string): void {
    const assignment: ModelAssignment = {
      id,
      worker,
      state: 'Accepted',
      dueAt: this.now + duration,
      order: this.#nextOrder++,
    }
    hit.assignments.push(assignment)
    this.#assignmentChanged('AssignmentAccepted', hit, assignment)
  }

  returnAssignment(hit: ModelHit, assignment: ModelAssignment): void {
    if (assignment.state !== 'Accepted') throw new StepRefusedError()
    this.#setState('Returned', hit, assignment)
  }

  submit(hit: ModelHit, assignment: ModelAssignment): void {
    if (assignment.state !== 'Accepted') throw new StepRefusedError()
    assignment.dueAt = this.now + approvalDelay
    assignment.submittedAt = this.now
    assignment.order = this.#nextOrder++
    this.#setState('Submitted', hit, assignment)
  }

  approve(hit: ModelHit, assignment: ModelAssignment, override: boolean): void {
    const overrides =
      override &&
      assignment.state === 'Rejected' &&
      hit.status !== 'Disposed' &&
      this.now - assignment.submittedAt! <= overrideWindow
    if (assignment.state !== 'Submitted' && !overrides) throw new StepRefusedError()
    this.#setState('Approved', hit, assignment)
  }

  reject(hit: ModelHit, assignment: ModelAssignment): void {
    if (assignment.state !== 'Submitted') throw new StepRefusedError()
    this.#setState('Rejected', hit, assignment)
  }

  extend(hit: ModelHit, count: number): void {
    if (hit.status === 'Disposed' || (hit.max < 10 && hit.max + count >= 10))
      throw new StepRefusedError()
    hit.max += count
    this.#emit('HITExtended', hit)
    this.#updateStatus(hit)
  }

  expireAt(hit: ModelHit, instant: number): void {
    if (hit.status === 'Disposed') throw new StepRefusedError()
    if (instant > this.now) this.#checkExtension(hit, instant)
    hit.expiration = Math.max(instant, this.now)
    if (hit.expired && instant > this.now) {
      hit.expired = false
      hit.expiryOrder = this.#nextOrder++
    }
    this.#updateStatus(hit)
  }

  /** By at least a minute, and not to an instant to which it was extended within a day. */
  #checkExtension(hit: ModelHit, instant: number): void {
    const token = `${hit.id} ${instant}`
    const isUsed = this.now < (this.#extensionTokens.get(token) ?? 0)
    const from = Math.max(hit.expiration, this.now)
    if (isUsed || instant - from < 60_000) throw new StepRefusedError()
    this.#extensionTokens.set(token, this.now + 86_400_000)
  }

  review(hit: ModelHit, revert: boolean): void {
    const [from, to] = revert
      ? (['Reviewing', 'Reviewable'] as const)
      : (['Reviewable', 'Reviewing'] as const)
    if (hit.status !== from) throw new StepRefusedError()
    hit.status = to
  }

  deleteHit(hit: ModelHit): void {
    const open = hit.status === 'Reviewable' || hit.status === 'Reviewing'
    if (!open || count(hit, 'Submitted') > 0) throw new StepRefusedError()
    this.#dispose(hit)
  }

  /** Runs every job that is due on the way, one after the other. */
  advance(milliseconds: number): void {
    const end = this.now + milliseconds
    for (;;) {
      const [first] = this.hits
        .flatMap((hit) => this.#scheduledJobs(hit))
        .filter(({ at }) => at <= end)
        .sort((a, b) => a.at - b.at || a.turn - b.turn)
      if (!first) break
      this.now = Math.max(this.now, first.at)
      first.happens()
    }
    this.now = end
  }

  #scheduledJobs(hit: ModelHit) {
    if (hit.status === 'Disposed') return []
    return [
      ...hit.assignments
        .filter(({ state }) => state === 'Accepted' || state === 'Submitted')
        .map((work) => ({
          at: work.dueAt,
          turn: work.order,
          happens: () =>
            this.#setState(work.state === 'Accepted' ? 'Abandoned' : 'Approved', hit, work),
        })),
      ...(hit.expired
        ? []
        : [{ at: hit.expiration, turn: hit.expiryOrder, happens: () => this.#updateStatus(hit) }]),
      ...(hit.disposalOrder === undefined
        ? []
        : [
            {
              at: hit.expiration + retention,
              turn: hit.disposalOrder,
              happens: () => this.#disposeIfClosed(hit),
            },
          ]),
    ]
  }

  /** Waits until assignments in progress have ended. */
  #disposeIfClosed(hit: ModelHit): void {
    if (count(hit, 'Accepted', 'Submitted') === 0) this.#dispose(hit)
    else hit.disposalOrder = undefined
  }

  #setState(state: ModelAssignment['state'], hit: ModelHit, assignment: ModelAssignment): void {
    assignment.state = state
    this.#assignmentChanged(`Assignment${state}`, hit, assignment)
  }

  #assignmentChanged(type: EventType, hit: ModelHit, assignment: ModelAssignment): void {
    this.#emit(type, hit, assignment)
    this.#updateStatus(hit)
  }

  #updateStatus(hit: ModelHit): void {
    hit.disposalOrder ??= this.#nextOrder++
    const isExpired = hit.expiration <= this.now
    const pending = count(hit, 'Accepted')
    if (isExpired && !hit.expired) {
      hit.expired = true
      if (available(hit) + pending > 0) this.#emit('HITExpired', hit)
    }
    const wasReviewable = hit.status === 'Reviewable' || hit.status === 'Reviewing'
    if (available(hit) > 0 && !isExpired) hit.status = 'Assignable'
    else if (pending > 0) hit.status = 'Unassignable'
    else if (!wasReviewable) {
      hit.status = 'Reviewable'
      this.#emit('HITReviewable', hit)
    }
  }

  #dispose(hit: ModelHit): void {
    hit.status = 'Disposed'
    this.#emit('HITDisposed', hit)
  }

  #emit(type: EventType, hit: ModelHit, assignment?: ModelAssignment): void {
    this.#events.push([type, hit.id, assignment?.id, Math.floor(this.now / 1000)])
  }
}

const isReturned = ({ state }: ModelAssignment): boolean =>
  state === 'Returned' || state === 'Abandoned'

export const count = (hit: ModelHit, ...states: readonly ModelAssignment['state'][]): number =>
  hit.assignments.filter(({ state }) => states.includes(state)).length

export const available = (hit: ModelHit): number =>
  hit.max - hit.assignments.filter((work) => !isReturned(work)).length
