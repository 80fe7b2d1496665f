import type { Clock } from '../core/clock.js'
import { randomFloat, seededRandom } from '../core/random.js'
import type { Records } from '../core/records.js'
import { appliesTo, type InjectionPoint } from './match.js'
import { type ReadRuleOptions, readRules } from './read-rule.js'
import type { FaultKind, FaultRule, FaultRuleInput, FaultSchedule } from './rule.js'
import { FaultRuleError } from './rule-text.js'

interface FaultInjectorOptions {
  /** Emulator clock, for time windows. */
  readonly clock: Clock
  /** The same seed, rule and count give the same random decision. */
  readonly seed: string
  /** Whether an operation with this name exists, including `sqs:…` and `sns:…`. */
  readonly isOperation: (name: string) => boolean
  /** Initial rules, restored by a reset. */
  readonly rules: readonly FaultRuleInput[]
  /** Those of the initial rules that the settings give. */
  readonly configuredRules?: readonly FaultRuleInput[]
  /** Keeps the rules and their counts on disk. */
  readonly records?: Records<FaultState>
}

/** Rules and counts as they are kept on disk. */
export interface FaultState {
  readonly name: 'faults'
  /** The settings that gave the first rules: with others, those count and not these. */
  readonly configured: string
  readonly seed: string
  readonly generatedIds: number
  readonly entries: readonly Entry[]
}

/** A rule with its counts. */
export interface FaultRuleView extends FaultRule {
  /** Number of matching calls or delivery attempts so far. */
  readonly matched: number
  readonly applied: number
}

/** Rules of one request's header, for the request and the deliveries it causes. */
export interface RequestFaults {
  readonly rules: readonly FaultRule[]
  /** Attempt number of the request or delivery, which `nth` of its rules counts. */
  readonly attempt: number
  /** Random seed of this request. */
  readonly key: string
}

/** Maximum rules per request, since each of its deliveries stores them. */
const maxRequestRules = 20

interface Entry {
  readonly rule: FaultRule
  matched: number
  applied: number
}

/** Decides which faults to inject, and counts them. */
export class FaultInjector {
  readonly #options: FaultInjectorOptions
  #seed: string
  #entries: Entry[] = []
  #generatedIds = 0
  readonly #configured: string
  readonly #changeListeners = new Set<() => void>()

  /** @throws FaultRuleError when a rule is not valid */
  constructor(options: FaultInjectorOptions) {
    this.#options = options
    this.#seed = options.seed
    this.#configured = JSON.stringify([options.seed, options.configuredRules])
    const [kept] = options.records?.load('faults') ?? []
    this.restore()
    if (kept?.configured === this.#configured) this.#resume(kept)
  }

  #resume({ seed, generatedIds, entries }: FaultState): void {
    this.#seed = seed
    this.#generatedIds = generatedIds
    this.#entries = entries.map((entry) => ({ ...entry }))
    this.#notifyChanged()
  }

  /** Whether there are no rules, so that callers can skip matching. */
  get isEmpty(): boolean {
    return this.#entries.length === 0
  }

  get seed(): string {
    return this.#seed
  }

  /** The rules in order, with their counts. */
  get rules(): readonly FaultRuleView[] {
    return this.#entries.map(({ rule, matched, applied }) => ({
      ...rule,
      matched,
      applied,
    }))
  }

  /**
   * Replaces all rules and resets all counts.
   *
   * @throws FaultRuleError when a rule is not valid; then nothing changes
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
   * Appends rules; a rule with an existing ID replaces that rule.
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

  /** @returns whether the rule existed */
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

  /** Restores the initial rules and resets all counts. */
  restore(): void {
    this.set(this.#options.rules, this.#options.seed)
  }

  /**
   * Reads the rules of one request.
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
      throw new FaultRuleError(`A request can bring at most ${maxRequestRules} rules.`)
    return this.#validateOperations(rules)
  }

  /** Whether any rule could inject a fault of this kind. */
  has(what: FaultKind, requestRules: readonly FaultRule[] = []): boolean {
    return [...requestRules, ...this.#entries.map(({ rule }) => rule)].some(
      (rule) => rule.what === what,
    )
  }

  /**
   * Returns the faults to inject now, among those that are possible at this point: any number of
   * delays, and at most one other fault, from the first rule that applies. A request's own rules
   * come first.
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
    this.#options.records?.put(
      {
        name: 'faults',
        configured: this.#configured,
        seed: this.#seed,
        generatedIds: this.#generatedIds,
        entries: this.#entries,
      },
      'faults',
    )
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
          `There is no operation ${operation}. Give one such as CreateHIT, sqs:ReceiveMessage or sns:Publish (case-sensitive).`,
        )
    }
    return rules
  }
}
