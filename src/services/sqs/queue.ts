import { hash } from 'node:crypto'
import type { Random } from '../../core/random.js'
import type { LetGo } from '../../core/retention.js'
import { defaultsFor, type QueueAttributes, redriveOf } from './attributes.js'
import { Deduplication, deduplicationIdOf, scopeOf } from './deduplication.js'
import { dueInOrder } from './due.js'
import { overLimit, receiptHandleExpired } from './fault.js'
import { Heap } from './heap.js'
import { FifoLine, type Line, standardLine } from './line.js'
import type { Entering, Message, NewMessage, Sent } from './message.js'
import { isOlder, sequenceNumberAt } from './message.js'
import type { MoveTask } from './move-task.js'
import { Polls, type PollsNeeds } from './polls.js'
import { handleFor, messageIdOf } from './receipt.js'

export interface QueueName {
  readonly account: string
  readonly region: string
  readonly name: string
}

export interface QueueNeeds extends PollsNeeds {
  readonly random: Random
  /** How many messages one queue keeps; the oldest goes first. */
  readonly keep: number
  readonly sent: (queue: Queue, message: Message) => void
  /** Hears how many messages were let go. */
  readonly letGo: LetGo
  /** Where a message goes that was received too often. */
  readonly queueByArn: (arn: string) => Queue | undefined
}

/** What SQS allows to be received and not yet deleted. */
const mostInFlight = 120_000

/** One queue: what is in it, and who may have which message when. */
export class Queue {
  readonly id: QueueName
  readonly arn: string
  readonly fifo: boolean
  readonly createdAt: Date
  readonly tags = new Map<string, string>()
  attributes: QueueAttributes
  modifiedAt: Date
  purgedAt: Date | undefined
  /** Out of this queue, the latest first. */
  readonly moves: MoveTask[] = []

  readonly #needs: QueueNeeds
  readonly #messages = new Map<string, Message>()
  /** All there are, as they will expire. */
  readonly #oldest = new Heap<Message>(isOlder, ({ state }) => state !== 'gone')
  readonly #line: Line
  readonly #due = dueInOrder()
  readonly #counts = { ready: 0, delayed: 0, 'in flight': 0, gone: 0 }
  readonly #deduplication = new Deduplication()
  readonly #polls: Polls
  #position = 0

  constructor(id: QueueName, attributes: QueueAttributes, needs: QueueNeeds) {
    this.id = id
    this.arn = `arn:aws:sqs:${id.region}:${id.account}:${id.name}`
    this.fifo = id.name.endsWith('.fifo')
    this.attributes = { ...defaultsFor(this.fifo), ...attributes }
    this.createdAt = this.modifiedAt = needs.clock.now()
    this.#needs = needs
    this.#line = this.fifo ? new FifoLine() : standardLine()
    this.#polls = new Polls(needs)
  }

  /** Puts a message in; one that a FIFO queue has seen within five minutes is only acknowledged. */
  send(given: NewMessage): Sent {
    const now = this.#needs.clock.now()
    const deduplicationId = this.fifo ? deduplicationIdOf(given) : given.deduplicationId
    const scope = this.fifo ? scopeOf({ ...given, deduplicationId }, this.attributes) : undefined
    const md5 = hash('md5', given.body)
    const before = this.#deduplication.find(scope, now)
    // What is acknowledged is the body that came now: clients check its MD5.
    if (before) return { ...before, md5 }

    const id = this.#needs.random.uuid()
    const delay = given.delaySeconds ?? Number(this.attributes.DelaySeconds)
    const { sequenceNumber } = this.#enter({ ...given, id, md5, deduplicationId }, now, delay)
    const sent = { id, md5, sequenceNumber }
    this.#deduplication.remember(scope, sent, now)
    return sent
  }

  /** Takes what is ready, at most so many; nobody else gets it for so many seconds. */
  take(most: number, visibility: number): readonly Message[] {
    const now = this.#needs.clock.now()
    this.#comeDue(now)
    const taken: Message[] = []
    const round = this.#line.round()
    while (taken.length < most && this.#counts['in flight'] < mostInFlight) {
      const message = round.next().value
      if (!message) return taken
      const deadLetters = this.#deadLettersFor(message)
      if (deadLetters) this.#moveTo(deadLetters, message, this.arn)
      else taken.push(this.#handOut(message, now, visibility))
    }
    if (taken.length === 0 && this.#counts.ready > 0)
      throw overLimit(`Too many messages in flight: ${mostInFlight}.`)
    return taken
  }

  /** As `take`, but waits until something is ready, for at most so many milliseconds. */
  async receive(most: number, visibility: number, wait: number, gone: AbortSignal) {
    const taken = gone.aborted ? [] : this.take(most, visibility)
    if (taken.length > 0 || wait <= 0 || gone.aborted) return taken
    return this.#polls.seated(() => this.#waitFor(most, visibility, wait, gone))
  }

  async #waitFor(most: number, visibility: number, wait: number, gone: AbortSignal) {
    const { clock } = this.#needs
    const until = clock.now().getTime() + wait
    for (;;) {
      const taken = gone.aborted ? [] : this.take(most, visibility)
      const left = until - clock.now().getTime()
      if (taken.length > 0 || left <= 0) return taken
      if (gone.aborted) {
        // What it may have been woken for is for the next who waits.
        this.#polls.wakeOne()
        return taken
      }
      await this.#polls.wait(left, this.#due.first?.at, gone)
    }
  }

  /** A handle from an earlier receive of a standard queue is acknowledged and does nothing. */
  delete(handle: string): void {
    const message = this.#messages.get(messageIdOf(handle))
    this.#comeDue(this.#needs.clock.now())
    if (!message || message.state === 'gone') return
    if (this.fifo && (message.handle !== handle || message.state !== 'in flight'))
      throw receiptHandleExpired(handle)
    if (message.handle === handle) this.#forget(message)
  }

  /** @returns whether the message was in flight, and so could be given more time, or less. */
  changeVisibility(handle: string, seconds: number): boolean {
    const message = this.#messages.get(messageIdOf(handle))
    const now = this.#needs.clock.now()
    this.#comeDue(now)
    if (message?.handle !== handle || message.state !== 'in flight') return false
    if (seconds > 0) this.#postpone(message, now.getTime() + seconds * 1000, 'in flight')
    else this.#return(message)
    // It may come due sooner than those who wait have reckoned with.
    this.#polls.wakeOne()
    return true
  }

  /** Every message there is, in the order they were sent; none is touched. */
  peek(): readonly Readonly<Message>[] {
    this.tidy()
    return [...this.#messages.values()]
  }

  /** Lets go what is older than the queue keeps it. */
  tidy(): void {
    this.#comeDue(this.#needs.clock.now())
  }

  count(state: Message['state']): number {
    this.tidy()
    return this.#counts[state]
  }

  /**
   * Moves each message that is ready to the queue that is its own, as far as it has one.
   *
   * @returns how many were moved
   */
  moveAll(queueFor: (message: Message) => Queue | undefined): number {
    const moves = this.peek().flatMap((message) => {
      const queue = message.state === 'ready' ? queueFor(message) : undefined
      return queue ? [{ message, queue }] : []
    })
    for (const { message, queue } of moves) this.#moveTo(queue, message)
    return moves.length
  }

  purge(): void {
    for (const message of this.#messages.values()) this.#become(message, 'gone')
    this.#messages.clear()
    this.#oldest.clear()
    this.#line.clear()
    this.#due.clear()
  }

  /** What was sent before is new again when it is sent once more. */
  forgetDuplicates(): void {
    this.#deduplication.clear()
  }

  #enter(given: Entering, sentAt: Date, delayInSeconds: number): Message {
    const now = this.#needs.clock.now()
    const message: Message = {
      ...given,
      position: ++this.#position,
      attributes: given.attributes ?? {},
      sequenceNumber: this.fifo ? sequenceNumberAt(this.#position) : undefined,
      sentAt,
      receiveCount: 0,
      // Until it is offered, or put off.
      state: 'gone',
    }
    this.#messages.set(message.id, message)
    this.#oldest.push(message)
    if (delayInSeconds > 0)
      this.#postpone(message, now.getTime() + delayInSeconds * 1000, 'delayed')
    else this.#offer(message)
    this.#makeRoom()
    this.#polls.wakeOne()
    this.#needs.sent(this, message)
    return message
  }

  #become(message: Message, state: Message['state']): void {
    this.#counts[message.state]--
    this.#counts[state]++
    message.state = state
  }

  #offer(message: Message): void {
    this.#become(message, 'ready')
    this.#line.add(message)
  }

  #postpone(message: Message, at: number, state: 'delayed' | 'in flight'): void {
    this.#become(message, state)
    message.dueAt = at
    this.#due.push({ message, at })
  }

  #comeDue(now: Date): void {
    for (let next = this.#due.first; next && next.at <= now.getTime(); next = this.#due.first) {
      this.#due.pop()
      this.#return(next.message)
    }
    const kept = Number(this.attributes.MessageRetentionPeriod) * 1000
    for (let next = this.#oldest.first; next; next = this.#oldest.first) {
      if (now.getTime() - next.sentAt.getTime() < kept) return
      this.#forget(next)
      this.#needs.letGo(1, 'old')
    }
  }

  #handOut(message: Message, now: Date, visibility: number): Message {
    message.receiveCount++
    message.firstReceivedAt ??= now
    message.handle = handleFor(message)
    this.#line.hold(message)
    this.#postpone(message, now.getTime() + visibility * 1000, 'in flight')
    return { ...message }
  }

  #return(message: Message): void {
    if (message.state === 'in flight') this.#line.release(message)
    this.#offer(message)
    this.#polls.wakeOne()
  }

  #forget(message: Message): void {
    const before = message.state
    this.#become(message, 'gone')
    this.#messages.delete(message.id)
    if (before === 'in flight') this.#line.release(message)
    else if (before === 'ready') this.#line.drop(message)
    // What waited behind it in its group may be ready for somebody now.
    if (this.fifo) this.#polls.wakeOne()
  }

  /** Without its dead-letter queue a message stays where it is, for whoever makes the queue. */
  #deadLettersFor({ receiveCount }: Message): Queue | undefined {
    if (receiveCount === 0) return undefined
    const redrive = redriveOf(this.attributes.RedrivePolicy)
    if (!redrive || receiveCount < redrive.maxReceiveCount) return undefined
    return this.#needs.queueByArn(redrive.deadLetterTargetArn)
  }

  /** It stays the same message under the same ID; only a FIFO queue counts its age anew. */
  #moveTo(queue: Queue, message: Message, deadLetterOf?: string): void {
    this.#forget(message)
    const { id, md5, body, attributes, senderId, groupId, deduplicationId, traceHeader } = message
    const sentAt = queue.fifo ? this.#needs.clock.now() : message.sentAt
    queue.#enter(
      { id, md5, body, attributes, senderId, groupId, deduplicationId, traceHeader, deadLetterOf },
      sentAt,
      0,
    )
  }

  #makeRoom(): void {
    if (this.#messages.size <= this.#needs.keep) return
    this.#forget(this.#oldest.first!)
    this.#needs.letGo(1, 'full')
  }
}
