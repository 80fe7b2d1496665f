import type { Clock } from '../../../core/clock.js'
import type { Timer } from '../../../core/timer.js'
import type { CheckCase, CheckMessage } from '../../../domain/consumer-check/check-case.js'
import { isHandled, judge, type Verdict } from '../../../domain/consumer-check/judge.js'
import type { EventType } from '../../../domain/shapes/EventType.js'
import type { CheckSubject } from '../../../mturk/consumer-check/create-subject.js'
import type { Marketplace } from '../../../mturk/marketplace.js'
import type { Topics } from '../../../services/sns/topics.js'
import type { Queues } from '../../../services/sqs/queues.js'
import type { LiveFeed } from '../live-feed.js'
import { type CheckPayload, createCheckPayload } from './create-payload.js'
import { Evidence, type TrackedPayload } from './evidence.js'
import {
  type GetDelivery,
  MessageSender,
  type ResolvedTarget,
  type SenderOptions,
} from './message-sender.js'

export interface CheckRunDependencies
  extends Pick<SenderOptions, 'mailbox' | 'sendMail' | 'random' | 'region'> {
  readonly marketplace: Marketplace
  readonly queues: Queues
  readonly topics: Topics
  readonly feed: LiveFeed
  /** Real time. */
  readonly realClock: Clock
  readonly timer: Timer
}

export interface CheckRunInput {
  readonly id: string
  readonly account: string
  readonly target: ResolvedTarget
  readonly cases: readonly CheckCase[]
  /** Payloads to replay, by the name of their case. */
  readonly captured: ReadonlyMap<string, CheckPayload>
  readonly seed?: string
  /** Whether the consumer acknowledges each event that it has handled. */
  readonly acknowledges: boolean
  /** How long the consumer may take for each message, in milliseconds. */
  readonly timeout: number
  /** How long its calls and acknowledgements may come after it took a message, in milliseconds. */
  readonly grace: number
  /** Origin by which the caller reached the emulator. */
  readonly origin?: string
}

interface SentPayload extends TrackedPayload {
  readonly text: string
  readonly isForged: boolean
  readonly deliveries: GetDelivery[]
}

/** Sends every case to a consumer, one after another, and watches what it does. */
export class CheckRun {
  readonly input: CheckRunInput
  readonly startedAt: Date
  /** Resolves when the run is over. */
  readonly done: Promise<void>
  state: 'running' | 'finished' | 'stopped' = 'running'
  endedAt: Date | undefined
  /** Why it could not go on. */
  problem: string | undefined
  readonly #dependencies: CheckRunDependencies
  readonly #stop = new AbortController()
  readonly #sender: MessageSender
  readonly #evidence = new Evidence()
  /** By the name of the case. */
  readonly #sent = new Map<string, SentPayload[]>()
  /** Names of captured payloads, by their `EventDocId`. */
  readonly #capturedById = new Map<string | undefined, string[]>()
  readonly #finishedCases = new Set<string>()
  /** Whether the first message did not get to the consumer, which ends the check. */
  #isUnreachable = false
  readonly #waiters = new Set<() => void>()
  /** Payloads that the consumer has deleted or accepted. */
  readonly #taken = new Set<TrackedPayload>()
  /** Whether the consumer was seen to act on an event before it took the message, and after. */
  #actsBefore = false
  #actsAfter = false
  /** Whether it was waited for the consumer, and nothing that can be seen happened. */
  #isSilent = false
  /** Of all cases, when the run is over. */
  #verdicts: ReadonlyMap<string, Verdict> | undefined

  constructor(dependencies: CheckRunDependencies, input: CheckRunInput) {
    this.#dependencies = dependencies
    this.input = input
    this.startedAt = dependencies.realClock.now()
    const { id, account, target, timeout, origin } = input
    for (const [name, { eventDocId }] of input.captured)
      this.#capturedById.set(eventDocId, [...(this.#capturedById.get(eventDocId) ?? []), name])
    const { queues, topics, mailbox, sendMail, random, region, timer } = dependencies
    this.#sender = new MessageSender({
      ...{ queues, topics, mailbox, sendMail, random, region, timer },
      ...{ account, target, timeout, origin },
      clock: dependencies.realClock,
      signal: this.#stop.signal,
      topicName: `consumer-check-${id}`,
    })
    this.done = this.#run()
  }

  /** The verdict of a case that is finished. */
  verdict(check: CheckCase): Verdict | undefined {
    if (this.#verdicts) return this.#verdicts.get(check.name)
    return this.#finishedCases.has(check.name) ? this.#judge(check) : undefined
  }

  /** How many characters of payloads it keeps. */
  get payloadLength(): number {
    const texts = [...this.input.captured.values(), ...[...this.#sent.values()].flat()]
    // What was captured and sent is one text.
    return [...new Set(texts.map(({ text }) => text))].reduce((sum, { length }) => sum + length, 0)
  }

  /** What to do when a case has failed. */
  advice(check: CheckCase): string {
    return this.#isUnreachable
      ? 'Start the consumer, and see that it receives at the address that was given.'
      : check.advice
  }

  payloads({ name }: CheckCase): readonly SentPayload[] {
    return this.#sent.get(name) ?? []
  }

  findPayload(eventDocId: string): SentPayload | undefined {
    return [...this.#sent.values()].flat().find((each) => each.eventDocId === eventDocId)
  }

  /** Notes that the consumer has handled an event. @returns whether there is such an event */
  acknowledge(eventDocId: string, index: number): boolean {
    const payload = this.#evidence.acknowledge(eventDocId, index)
    if (payload) this.#onEvidence([payload])
    return payload !== undefined
  }

  #onEvidence(payloads: readonly TrackedPayload[]): void {
    if (payloads.some((payload) => this.#taken.has(payload))) this.#actsAfter = true
    this.#wake()
  }

  stop(): void {
    this.#stop.abort()
    this.#wake()
  }

  async #run(): Promise<void> {
    const { feed, mailbox, realClock } = this.#dependencies
    const { account, cases } = this.input
    const unsubscribeCalls = feed.subscribe((event) => {
      if (event.type !== 'call' || event.call.account !== account) return
      const { operation, request } = event.call
      // Others than those of MTurk have a prefix: an invocation has the IDs in its input.
      if (!operation.includes(':')) this.#onEvidence(this.#evidence.addCall(operation, request))
    })
    const unsubscribeMails = mailbox.changed.on(() => this.#wake())
    try {
      if (await this.#connect()) for (const check of cases) if (!(await this.#runCase(check))) break
      await this.#waitForLateEvidence()
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error)
    }
    unsubscribeCalls()
    unsubscribeMails()
    this.#sender.close()
    this.#verdicts = new Map(cases.map((check) => [check.name, this.#judge(check)]))
    this.endedAt = realClock.now()
    this.state = this.#stop.signal.aborted ? 'stopped' : 'finished'
    this.#publishChange()
  }

  /** Subscribes a web hook. @returns whether it can be reached */
  async #connect(): Promise<boolean> {
    const { target, cases } = this.input
    if (target.kind !== 'http') return true
    const check = cases.find(({ claim }) => claim === 'confirmed')
    const payload = check && this.#add(check, '', '', [], false)
    const confirmation = await this.#sender.subscribe()
    payload?.deliveries.push(() => confirmation)
    if (!confirmation.isUnreachable) return true
    this.#giveUp(confirmation.seen, check)
    return false
  }

  /** @param check the case that has failed by it */
  #giveUp(seen: string, check: CheckCase | undefined): void {
    this.problem = `Nothing more was sent. ${seen}`
    this.#isUnreachable = true
    if (check) this.#finishedCases.add(check.name)
  }

  /** @returns whether the run goes on */
  async #runCase(check: CheckCase): Promise<boolean> {
    const { marketplace } = this.#dependencies
    const subjects = new Map<string, CheckSubject>()
    for (const message of check.messages) {
      const isFirst = ![...this.#sent.values()].flat().some(({ events }) => events.length > 0)
      const payload =
        message.repeats === undefined
          ? await this.#createPayload(check, message, subjects)
          : this.payloads(check)[message.repeats]!
      if (this.#stop.signal.aborted) return false
      const sent = await this.#sender.send(message, payload, marketplace.clock.now())
      payload.deliveries.push(...sent)
      if (this.#stop.signal.aborted) return false
      const deliveries = sent.map((each) => each())
      if (isFirst && deliveries.every(({ isUnreachable }) => isUnreachable)) {
        // That a forged message did not arrive is no refusal.
        this.#giveUp(deliveries[0]!.seen, message.isForged ? undefined : check)
        return false
      }
      const isTaken = deliveries.every(({ outcome }) => outcome !== 'not taken')
      if (isTaken && !message.isForged) await this.#waitForEvidence(check, payload)
    }
    if (this.#stop.signal.aborted) return false
    this.#finishedCases.add(check.name)
    this.#publishChange()
    return true
  }

  async #createPayload(
    check: CheckCase,
    message: CheckMessage,
    subjects: Map<string, CheckSubject>,
  ): Promise<SentPayload> {
    const { marketplace, random } = this.#dependencies
    const { account, captured } = this.input
    const { text, eventDocId, events } =
      captured.get(check.name) ??
      (await createCheckPayload(message, { marketplace, random, account, subjects }))
    return this.#add(check, text, eventDocId, events, message.isForged === true)
  }

  #add(
    { name }: CheckCase,
    text: string,
    eventDocId: string,
    events: Parameters<Evidence['track']>[2],
    isForged: boolean,
  ): SentPayload {
    const tracked = this.#evidence.track(name, eventDocId, events)
    const payload = Object.assign(tracked, { text, isForged, deliveries: [] })
    this.#sent.set(name, [...(this.#sent.get(name) ?? []), payload])
    return payload
  }

  /** Waits until the consumer has handled the events of a payload, if that may be seen. */
  async #waitForEvidence(check: CheckCase, payload: SentPayload): Promise<void> {
    const { acknowledges, timeout, grace, target } = this.input
    const { events, deliveries } = payload
    const isMail = target.kind === 'mail'
    const isHandledMail = () => isMail && deliveries.some((each) => each().outcome === 'taken')
    const isSatisfied = () =>
      acknowledges
        ? events.every(({ acknowledged }) => acknowledged > 0)
        : events.every(isHandled) || (events.length === 1 && isHandledMail())
    if (!isMail) {
      this.#taken.add(payload)
      if (events.some(isHandled)) this.#actsBefore = true
    }
    // A consumer that acts first and then takes the message is done with it.
    if (this.#actsBefore && !this.#actsAfter) return
    if (this.#findSameId(check).length > 0 && !isMail) return
    const activeTypes = this.#activeTypes()
    const isExpected =
      acknowledges || (!check.mayDiffer && events.some(({ type }) => activeTypes.has(type)))
    const isDecisive = isMail || events.length > 1 || check.claim !== undefined
    if (!isExpected && (!isDecisive || this.#isSilent)) return
    await this.#waitUntil(isSatisfied, isMail ? timeout : grace)
    this.#isSilent = this.#activeTypes().size === 0 && !isHandledMail()
  }

  /** The consumer may still be at work on what it took: nothing is missing before that time is over. */
  async #waitForLateEvidence(): Promise<void> {
    const { cases, grace } = this.input
    await this.#waitUntil(
      () =>
        !cases.some((check) =>
          this.payloads(check).some((payload) => this.#lacksEvidence(check, payload)),
        ),
      grace,
    )
  }

  #lacksEvidence(check: CheckCase, payload: SentPayload): boolean {
    const { isForged, events } = payload
    if (isForged || !this.#taken.has(payload) || this.#findSameId(check).length > 0) return false
    if (this.input.acknowledges) return events.some(({ acknowledged }) => acknowledged === 0)
    const missing = events.filter((event) => !isHandled(event))
    if (missing.length > 0 && missing.length < events.length) return true
    const activeTypes = this.#activeTypes()
    return !check.mayDiffer && missing.some(({ type }) => activeTypes.has(type))
  }

  /** Names of the other captured payloads with the same `EventDocId`, which share what is seen of events. */
  #findSameId({ name }: CheckCase): readonly string[] {
    const eventDocId = this.input.captured.get(name)?.eventDocId
    return this.#capturedById.get(eventDocId)?.filter((other) => other !== name) ?? []
  }

  /** Types of events about which the consumer did something, in cases where it always should. */
  #activeTypes(): ReadonlySet<EventType> {
    return new Set(
      this.input.cases
        .filter(({ mayDiffer }) => !mayDiffer)
        .flatMap((check) => this.payloads(check))
        .filter(({ isForged }) => !isForged)
        .flatMap(({ events }) => events.filter(isHandled).map(({ type }) => type)),
    )
  }

  #judge(check: CheckCase): Verdict {
    if (!this.#finishedCases.has(check.name))
      return { outcome: 'not observable', reason: this.#explainUnfinished(check) }
    return judge(
      check,
      this.payloads(check).map(({ eventDocId, isForged, events, deliveries }) => ({
        eventDocId,
        isForged,
        events,
        deliveries: deliveries.map((each) => each()),
      })),
      {
        acknowledges: this.input.acknowledges,
        activeTypes: this.#activeTypes(),
        sameId: this.#findSameId(check),
      },
    )
  }

  /** Why a case is not over. What ended the check is said of the case that was under way only. */
  #explainUnfinished(check: CheckCase): string {
    const isStopped = this.#stop.signal.aborted
    if (this.payloads(check).length > 0)
      return (!isStopped && this.problem) || 'The check was stopped before this case was over.'
    if (isStopped) return 'Not sent: the check was stopped.'
    return this.#isUnreachable
      ? 'Not sent: the consumer could not be reached.'
      : 'Not sent: the check had ended.'
  }

  #publishChange(): void {
    this.#dependencies.feed.publish({ type: 'check', check: { id: this.input.id } })
  }

  #wake(): void {
    for (const wake of [...this.#waiters]) wake()
  }

  #waitUntil(isDone: () => boolean, timeout: number): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!isDone() && !this.#stop.signal.aborted) return
        finish()
      }
      const finish = () => {
        cancelTimer()
        this.#waiters.delete(check)
        resolve()
      }
      const cancelTimer = this.#dependencies.timer.after(timeout, finish)
      this.#waiters.add(check)
      check()
    })
  }
}
