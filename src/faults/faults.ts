import type { Clock } from '../core/clock.js'
import { fraction, seededRandom } from '../core/random.js'
import { isAt, type Occasion } from './match.js'
import { type Reading, readRules } from './read-rule.js'
import type { FaultKind, FaultRule, FaultTime, GivenRule } from './rule.js'
import { FaultRuleError } from './rule-text.js'

export interface FaultsOptions {
  /** The world's: windows go by it. */
  readonly clock: Clock
  /** The same seed, rule and count give the same luck. */
  readonly seed: string
  /** Whether there is a call of this name, `sqs:…` and `sns:…` included. */
  readonly isOperation: (name: string) => boolean
  /** What there is from the start, and again when the world is new. */
  readonly rules: readonly GivenRule[]
}

/** A rule, and how often it has struck. */
export interface FaultTold extends FaultRule {
  /** How many calls, or tries of deliveries, it was about so far. */
  readonly fitted: number
  readonly struck: number
}

/** The rules that a request brought along, for itself and for what it causes. */
export interface Asked {
  readonly rules: readonly FaultRule[]
  /** Which try of it this is, by whoever tries: `nth` of its rules goes by it. */
  readonly nth: number
  /** Tells it from others: its luck. */
  readonly key: string
}

/** Rules that one request may bring: each of its deliveries carries them. */
const mostAsked = 20

interface Entry {
  readonly rule: FaultRule
  fitted: number
  struck: number
}

/** Says what goes wrong: decides by the rules there are, and counts. */
export class Faults {
  readonly #options: FaultsOptions
  #seed: string
  #entries: Entry[] = []
  #made = 0

  /** @throws FaultRuleError when a rule makes no sense */
  constructor(options: FaultsOptions) {
    this.#options = options
    this.#seed = options.seed
    this.restore()
  }

  /** Whether there are no rules at all: then nothing has to be asked. */
  get areNone(): boolean {
    return this.#entries.length === 0
  }

  get seed(): string {
    return this.#seed
  }

  /** The rules there are, in their order, with their counts. */
  get rules(): readonly FaultTold[] {
    return this.#entries.map(({ rule, fitted, struck }) => ({ ...rule, fitted, struck }))
  }

  /**
   * Has these rules instead of those there were; all counting begins anew.
   *
   * @throws FaultRuleError when one makes no sense; then all stays as it was
   */
  set(given: GivenRule | readonly GivenRule[], seed = this.#seed): readonly FaultTold[] {
    const [entries, made] = [this.#entries, this.#made]
    try {
      this.#entries = []
      this.#made = 0
      const rules = this.#read(given)
      const twice = rules.find(({ id }, index) => rules.findIndex((each) => each.id === id) < index)
      if (twice) throw new FaultRuleError(`Two rules have the ID ${twice.id}.`)
      this.#entries = rules.map((rule) => ({ rule, fitted: 0, struck: 0 }))
    } catch (error) {
      this.#entries = entries
      this.#made = made
      throw error
    }
    this.#seed = seed
    return this.rules
  }

  /**
   * Adds rules behind those there are; one whose ID there is already takes its place.
   *
   * @throws FaultRuleError
   */
  add(given: GivenRule | readonly GivenRule[]): readonly FaultTold[] {
    const rules = this.#read(given)
    for (const rule of rules) {
      const entry = { rule, fitted: 0, struck: 0 }
      const index = this.#entries.findIndex((each) => each.rule.id === rule.id)
      if (index < 0) this.#entries.push(entry)
      else this.#entries[index] = entry
    }
    return this.rules.filter(({ id }) => rules.some((rule) => rule.id === id))
  }

  /** @returns whether there was one */
  remove(id: string): boolean {
    const before = this.#entries.length
    this.#entries = this.#entries.filter(({ rule }) => rule.id !== id)
    return this.#entries.length < before
  }

  clear(): void {
    this.#entries = []
  }

  /** Has the rules of the start again, and counts anew. */
  restore(): void {
    this.set(this.#options.rules, this.#options.seed)
  }

  /**
   * The rules of one request.
   *
   * @throws FaultRuleError
   */
  readAsked(text: string): readonly FaultRule[] {
    let made = 0
    const reading = this.#reading({ id: () => `request-${++made}`, ofRequest: true })
    const rules = readRules(text, reading)
    if (rules.length > mostAsked)
      throw new FaultRuleError(`A request brings ${mostAsked} rules at the most.`)
    return this.#checked(rules)
  }

  /** Whether a fault of this kind could strike at all. */
  has(what: FaultKind, asked: readonly FaultRule[] = []): boolean {
    return [...asked, ...this.#entries.map(({ rule }) => rule)].some((rule) => rule.what === what)
  }

  /**
   * The faults that strike on an occasion, among those that can strike then: any delays, and at most
   * one more, of the first rule that wants it. A request's own rules come first.
   */
  strike(occasion: Occasion, among: readonly FaultKind[], asked?: Asked): readonly FaultRule[] {
    const struck: FaultRule[] = []
    const add = (rule: FaultRule): boolean => {
      if (rule.what !== 'delay' && struck.some(({ what }) => what !== 'delay')) return false
      struck.push(rule)
      return true
    }
    const isMeant = (rule: FaultRule) =>
      among.includes(rule.what) && isAt(rule.where, occasion) && this.#isInWindow(rule.when)

    for (const rule of asked?.rules ?? [])
      if (isMeant(rule) && this.#hits(rule, asked!.nth, asked!.key)) add(rule)
    for (const entry of this.#entries) {
      if (!isMeant(entry.rule)) continue
      entry.fitted++
      if (this.#hits(entry.rule, entry.fitted) && add(entry.rule)) entry.struck++
    }
    return struck
  }

  #hits({ id, when: { nth, probability } }: FaultRule, count: number, key = ''): boolean {
    if (nth && !nth.includes(count)) return false
    if (probability === undefined) return true
    return fraction(seededRandom([this.#seed, key, id, count].join('\0'))) < probability
  }

  #isInWindow({ window }: FaultTime): boolean {
    if (!window) return true
    const now = this.#options.clock.now().toISOString()
    return (window.from ?? now) <= now && (window.to === undefined || now < window.to)
  }

  #read(given: GivenRule | readonly GivenRule[]): readonly FaultRule[] {
    return this.#checked(readRules(given, this.#reading({ id: () => this.#newId() })))
  }

  #newId(): string {
    const id = `fault-${++this.#made}`
    return this.#entries.some(({ rule }) => rule.id === id) ? this.#newId() : id
  }

  #reading(how: Pick<Reading, 'id' | 'ofRequest'>): Reading {
    return { ...how, now: this.#options.clock.now() }
  }

  #checked(rules: readonly FaultRule[]): readonly FaultRule[] {
    for (const { where } of rules) {
      const { operation } = where
      if (operation === undefined || operation.endsWith('*')) continue
      if (!this.#options.isOperation(operation))
        throw new FaultRuleError(
          `There is no operation ${operation}. Give one such as CreateHIT, sqs:ReceiveMessage or sns:Publish; capitals count.`,
        )
    }
    return rules
  }
}
