import type { EventType, HITStatus } from '@aws-sdk/client-mturk'

/** A marketplace as plainly as it can be said, to hold the real one against. Instants are numbers. */
export interface ModelWork {
  readonly id: string
  readonly worker: string
  state: 'Accepted' | 'Submitted' | 'Approved' | 'Rejected' | 'Returned' | 'Abandoned'
  /** When it is abandoned, or approved, by itself. */
  due: number
  submittedAt?: number
  /** Which of several things that fall due at once comes first. */
  turn: number
}

export interface ModelHit {
  readonly id: string
  max: number
  expiration: number
  expired: boolean
  status: HITStatus
  readonly work: ModelWork[]
  expiryTurn: number
  /** None while it waits for what is still open. */
  disposalTurn?: number
}

/** An event, as far as it can be foretold. */
export type Told = readonly [type: EventType, hit: string, work: string | undefined, second: number]

export const duration = 600_000
export const approvalDelay = 1_200_000
export const lifetime = 3_600_000
const keptFor = 120 * 86_400_000
const overrideWithin = 30 * 86_400_000

/** What refuses a step, so that nothing happens. */
export class Refused extends Error {}

export class MarketModel {
  readonly hits: ModelHit[] = []
  readonly blocked = new Set<string>()
  now: number
  #turns = 0
  #told: Told[] = []

  constructor(now: number) {
    this.now = now
  }

  /** What was told since this was last asked. */
  takeTold(): Told[] {
    const told = this.#told
    this.#told = []
    return told
  }

  create(id: string, max: number): void {
    const expiration = this.now + lifetime
    const rest = { expired: false, status: 'Assignable', work: [] as ModelWork[] } as const
    const turns = { expiryTurn: this.#turns++, disposalTurn: this.#turns++ }
    const hit = { id, max, expiration, ...rest, ...turns }
    this.hits.push(hit)
    this.#tell('HITCreated', hit)
  }

  mayAccept(hit: ModelHit, worker: string): boolean {
    const held = hit.work.some((work) => work.worker === worker && !isBack(work))
    const open = hit.status !== 'Disposed' && hit.expiration > this.now && available(hit) > 0
    return open && !held && !this.blocked.has(worker)
  }

  accept(hit: ModelHit, worker: string, id: string): void {
    const work: ModelWork = {
      id,
      worker,
      state: 'Accepted',
      due: this.now + duration,
      turn: this.#turns++,
    }
    hit.work.push(work)
    this.#decided('AssignmentAccepted', hit, work)
  }

  giveBack(hit: ModelHit, work: ModelWork): void {
    if (work.state !== 'Accepted') throw new Refused()
    this.#become('Returned', hit, work)
  }

  submit(hit: ModelHit, work: ModelWork): void {
    if (work.state !== 'Accepted') throw new Refused()
    work.due = this.now + approvalDelay
    work.submittedAt = this.now
    work.turn = this.#turns++
    this.#become('Submitted', hit, work)
  }

  approve(hit: ModelHit, work: ModelWork, override: boolean): void {
    const overrides =
      override &&
      work.state === 'Rejected' &&
      hit.status !== 'Disposed' &&
      this.now - work.submittedAt! <= overrideWithin
    if (work.state !== 'Submitted' && !overrides) throw new Refused()
    this.#become('Approved', hit, work)
  }

  reject(hit: ModelHit, work: ModelWork): void {
    if (work.state !== 'Submitted') throw new Refused()
    this.#become('Rejected', hit, work)
  }

  extend(hit: ModelHit, count: number): void {
    if (hit.status === 'Disposed' || (hit.max < 10 && hit.max + count >= 10)) throw new Refused()
    hit.max += count
    this.#tell('HITExtended', hit)
    this.#settle(hit)
  }

  expireAt(hit: ModelHit, instant: number): void {
    if (hit.status === 'Disposed') throw new Refused()
    hit.expiration = Math.max(instant, this.now)
    if (hit.expired && instant > this.now) {
      hit.expired = false
      hit.expiryTurn = this.#turns++
    }
    this.#settle(hit)
  }

  review(hit: ModelHit, revert: boolean): void {
    const [from, to] = revert
      ? (['Reviewing', 'Reviewable'] as const)
      : (['Reviewable', 'Reviewing'] as const)
    if (hit.status !== from) throw new Refused()
    hit.status = to
  }

  remove(hit: ModelHit): void {
    const open = hit.status === 'Reviewable' || hit.status === 'Reviewing'
    if (!open || count(hit, 'Submitted') > 0) throw new Refused()
    this.#dispose(hit)
  }

  /** Everything that falls due on the way, one after the other. */
  pass(milliseconds: number): void {
    const end = this.now + milliseconds
    for (;;) {
      const [first] = this.hits
        .flatMap((hit) => this.#dueOf(hit))
        .filter(({ at }) => at <= end)
        .sort((a, b) => a.at - b.at || a.turn - b.turn)
      if (!first) break
      this.now = Math.max(this.now, first.at)
      first.happens()
    }
    this.now = end
  }

  #dueOf(hit: ModelHit) {
    if (hit.status === 'Disposed') return []
    return [
      ...hit.work
        .filter(({ state }) => state === 'Accepted' || state === 'Submitted')
        .map((work) => ({
          at: work.due,
          turn: work.turn,
          happens: () =>
            this.#become(work.state === 'Accepted' ? 'Abandoned' : 'Approved', hit, work),
        })),
      ...(hit.expired
        ? []
        : [{ at: hit.expiration, turn: hit.expiryTurn, happens: () => this.#settle(hit) }]),
      ...(hit.disposalTurn === undefined
        ? []
        : [
            {
              at: hit.expiration + keptFor,
              turn: hit.disposalTurn,
              happens: () => this.#disposeInTime(hit),
            },
          ]),
    ]
  }

  /** What is still open is finished first. */
  #disposeInTime(hit: ModelHit): void {
    if (count(hit, 'Accepted', 'Submitted') === 0) this.#dispose(hit)
    else hit.disposalTurn = undefined
  }

  #become(state: ModelWork['state'], hit: ModelHit, work: ModelWork): void {
    work.state = state
    this.#decided(`Assignment${state}`, hit, work)
  }

  #decided(type: EventType, hit: ModelHit, work: ModelWork): void {
    this.#tell(type, hit, work)
    this.#settle(hit)
  }

  #settle(hit: ModelHit): void {
    hit.disposalTurn ??= this.#turns++
    const over = hit.expiration <= this.now
    const out = count(hit, 'Accepted')
    if (over && !hit.expired) {
      hit.expired = true
      if (available(hit) + out > 0) this.#tell('HITExpired', hit)
    }
    const wasReviewable = hit.status === 'Reviewable' || hit.status === 'Reviewing'
    if (available(hit) > 0 && !over) hit.status = 'Assignable'
    else if (out > 0) hit.status = 'Unassignable'
    else if (!wasReviewable) {
      hit.status = 'Reviewable'
      this.#tell('HITReviewable', hit)
    }
  }

  #dispose(hit: ModelHit): void {
    hit.status = 'Disposed'
    this.#tell('HITDisposed', hit)
  }

  #tell(type: EventType, hit: ModelHit, work?: ModelWork): void {
    this.#told.push([type, hit.id, work?.id, Math.floor(this.now / 1000)])
  }
}

const isBack = ({ state }: ModelWork): boolean => state === 'Returned' || state === 'Abandoned'

export const count = (hit: ModelHit, ...states: readonly ModelWork['state'][]): number =>
  hit.work.filter(({ state }) => states.includes(state)).length

export const available = (hit: ModelHit): number =>
  hit.max - hit.work.filter((work) => !isBack(work)).length
