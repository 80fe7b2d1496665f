import type { Clock } from '../core/clock.js'
import { randomFloat, seededRandom } from '../core/random.js'
import { appliesTo, type InjectionPoint } from './match.js'
import { type ReadRuleOptions, readRules } from './read-rule.js'
import type { FaultKind, FaultRule, FaultRuleInput, FaultSchedule } from './rule.js'
import { FaultRuleError } from './rule-text.js'

interface FaultInjectorOptions {
  /** The world's: windows go by it. */
  readonly clock: Clock
  /** The same seed, rule and count give the same luck. */
  readonly seed: string
  /** Whether there is a call of this name, `sqs:…` and `sns:…` included. */
  readonly isOperation: (name: string) => boolean
  /** What there is from the start, and again when the world is new. */
  readonly rules: readonly FaultRuleInput[]
}

/** A rule, and how often it has struck. */
export interface FaultRuleView extends FaultRule {
  /** How many calls, or tries of deliveries, it was about so far. */
  readonly matched: number
  readonly applied: number
}

/** The rules that a request brought along, for itself and for what it causes. */
export interface RequestFaults {
  readonly rules: readonly FaultRule[]
  /** Which try of it this is, by whoever tries: `nth` of its rules goes by it. */
  readonly attempt: number
  /** Tells it from others: its luck. */
  readonly key: string
}

/** Rules that one request may bring: each of its deliveries carries them. */
const maxRequestRules = 20

interface Entry {
  readonly rule: FaultRule
  matched: number
  applied: number
}

/** Says what goes wrong: decides by the rules there are, and counts. */
export class FaultInjector {
  readonly #options: FaultInjectorOptions
  #seed: string
  #entries: Entry[] = []
  #generatedIds = 0
  readonly #changeListeners = new Set<() => void>()

  /** @throws FaultRuleError when a rule makes no sense */
  constructor(options: FaultInjectorOptions) {
    this.#options = options
    this.#seed = options.seed
    this.restore()
  }

  /** Whether there are no rules at all: then nothing has to be asked. */
  get isEmpty(): boolean {
    return this.#entries.length === 0
  }

  get seed(): string {
    return this.#seed
  }

  /** The rules there are, in their order, with their counts. */
  get rules(): readonly FaultRuleView[] {
    return this.#entries.map(({ rule, matched, applied }) => ({
      ...rule,
      matched,
      applied,
    }))
  }

  /**
   * Has these rules instead of those there were; all counting begins anew.
   *
   * @throws FaultRuleError when one makes no sense; then all stays as it was
   */
  set(
    input: FaultRuleInput | readonly FaultRuleInput[],
    seed = this.#seed,
  ): readonly FaultRuleView[] {
    const [entries, generatedIds] = [this.#entries, this.#generatedIds]
    try {
      this.#entries = []
      this.#generatedIds = 0
      const rules = this.#parse(input)
      const duplicate = rules.find(
        ({ id }, index) => rules.findIndex((each) => each.id === id) < index,
      )
      if (duplicate) throw new FaultRuleError(`Two rules have the ID ${duplicate.id}.`)
      this.#entries = rules.map((rule) => ({ rule, matched: 0, applied: 0 }))
    } catch (error) {
      this.#entries = entries
      this.#generatedIds = generatedIds
      throw error
    }
    this.#seed = seed
    this.#notifyChanged()
    return this.rules
  }

  /**
   * Adds rules behind those there are; one whose ID there is already takes its place.
   *
   * @throws FaultRuleError
   */
  add(input: FaultRuleInput | readonly FaultRuleInput[]): readonly FaultRuleView[] {
    const rules = this.#parse(input)
    for (const rule of rules) {
      const entry = { rule, matched: 0, applied: 0 }
      const index = this.#entries.findIndex((each) => each.rule.id === rule.id)
      if (index < 0) this.#entries.push(entry)
      else this.#entries[index] = entry
    }
    this.#notifyChanged()
    return this.rules.filter(({ id }) => rules.some((rule) => rule.id === id))
  }

  /** @returns whether there was one */
  remove(id: string): boolean {
    const before = this.#entries.length
    this.#entries = this.#entries.filter(({ rule }) => rule.id !== id)
    this.#notifyChanged()
    return this.#entries.length < before
  }

  clear(): void {
    this.#entries = []
    this.#notifyChanged()
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
  readRequestRules(text: string): readonly FaultRule[] {
    let generatedIds = 0
    const options = this.#readOptions({
      id: () => `request-${++generatedIds}`,
      isRequestRule: true,
    })
    const rules = readRules(text, options)
    if (rules.length > maxRequestRules)
      throw new FaultRuleError(`A request brings ${maxRequestRules} rules at the most.`)
    return this.#validateOperations(rules)
  }

  /** Whether a fault of this kind could strike at all. */
  has(what: FaultKind, requestRules: readonly FaultRule[] = []): boolean {
    return [...requestRules, ...this.#entries.map(({ rule }) => rule)].some(
      (rule) => rule.what === what,
    )
  }

  /**
   * The faults that strike on an occasion, among those that can strike then: any delays, and at most
   * one more, of the first rule that wants it. A request's own rules come first.
   */
  pick(
    point: InjectionPoint,
    kinds: readonly FaultKind[],
    requestFaults?: RequestFaults,
  ): readonly FaultRule[] {
    const picks: FaultRule[] = []
    const add = (rule: FaultRule): boolean => {
      if (rule.what !== 'delay' && picks.some(({ what }) => what !== 'delay')) return false
      picks.push(rule)
      return true
    }
    const isCandidate = (rule: FaultRule) =>
      kinds.includes(rule.what) && appliesTo(rule.where, point) && this.#isInWindow(rule.when)

    for (const rule of requestFaults?.rules ?? [])
      if (isCandidate(rule) && this.#isTriggered(rule, requestFaults!.attempt, requestFaults!.key))
        add(rule)
    for (const entry of this.#entries) {
      if (!isCandidate(entry.rule)) continue
      entry.matched++
      if (this.#isTriggered(entry.rule, entry.matched) && add(entry.rule)) entry.applied++
      this.#notifyChanged()
    }
    return picks
  }

  /** Calls back when rules or their counts changed, until it is unsubscribed. */
  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener)
    return () => this.#changeListeners.delete(listener)
  }

  #notifyChanged(): void {
    for (const listener of this.#changeListeners) listener()
  }

  #isTriggered({ id, when: { nth, probability } }: FaultRule, count: number, key = ''): boolean {
    if (nth && !nth.includes(count)) return false
    if (probability === undefined) return true
    return randomFloat(seededRandom([this.#seed, key, id, count].join('\0'))) < probability
  }

  #isInWindow({ window }: FaultSchedule): boolean {
    if (!window) return true
    const now = this.#options.clock.now().toISOString()
    return (window.from ?? now) <= now && (window.to === undefined || now < window.to)
  }

  #parse(input: FaultRuleInput | readonly FaultRuleInput[]): readonly FaultRule[] {
    return this.#validateOperations(
      readRules(input, this.#readOptions({ id: () => this.#newId() })),
    )
  }

  #newId(): string {
    const id = `fault-${++this.#generatedIds}`
    return this.#entries.some(({ rule }) => rule.id === id) ? this.#newId() : id
  }

  #readOptions(overrides: Pick<ReadRuleOptions, 'id' | 'isRequestRule'>): ReadRuleOptions {
    return { ...overrides, now: this.#options.clock.now() }
  }

  #validateOperations(rules: readonly FaultRule[]): readonly FaultRule[] {
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
