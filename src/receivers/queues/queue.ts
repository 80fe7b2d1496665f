import { createHash } from 'node:crypto'
import type { Clock } from '../../clock/clock.js'
import type { Random } from '../../clock/random.js'
import type { Timer } from '../../clock/timer.js'
import { defaultsFor, type QueueAttributes, redriveOf } from './attributes.js'
import { Deduplication } from './deduplication.js'
import { overLimit, receiptHandleExpired, receiptHandleInvalid } from './fault.js'
import { Heap } from './heap.js'
import type { Message, NewMessage, Sent } from './message.js'
import { Polls } from './polls.js'

export interface QueueName {
  readonly account: string
  readonly region: string
  readonly name: string
}

export interface QueueNeeds {
  /** The wall's. */
  readonly clock: Clock
  readonly timer: Timer
  readonly random: Random
  /** How many messages one queue keeps; the oldest goes first. */
  readonly keep: number
  readonly sent: (queue: Queue, message: Message) => void
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
  dropped = 0

  readonly #needs: QueueNeeds
  readonly #messages = new Map<string, Message>()
  /** Ready to be received, in the order they were sent. */
  readonly #ready = new Heap<Message>(({ position }) => position)
  /** Delayed or in flight, in the order they come due. */
  readonly #due = new Heap<{ message: Message; at: number }>(({ at }) => at)
  /** Of a FIFO queue: groups with messages in flight, and what of them waits. */
  readonly #locked = new Map<string, { inFlight: number; waiting: Message[] }>()
  readonly #deduplication = new Deduplication()
  readonly #polls: Polls
  #inFlight = 0
  #position = 0

  constructor(id: QueueName, attributes: QueueAttributes, needs: QueueNeeds) {
    this.id = id
    this.arn = `arn:aws:sqs:${id.region}:${id.account}:${id.name}`
    this.fifo = id.name.endsWith('.fifo')
    this.attributes = { ...defaultsFor(this.fifo), ...attributes }
    this.createdAt = this.modifiedAt = needs.clock.now()
    this.#needs = needs
    this.#polls = new Polls(needs)
  }

  /** Puts a message in; one that a FIFO queue has seen within five minutes is only acknowledged. */
  send(given: NewMessage): Sent {
    const { clock, random } = this.#needs
    const now = clock.now()
    const deduplicationId = this.#deduplicationIdOf(given)
    const before = this.#deduplication.find(this.#scopeOf(given, deduplicationId), now)
    const md5 = createHash('md5').update(given.body).digest('hex')
    // What is acknowledged is the body that came now: clients check its MD5.
    if (before) return { ...before, md5 }

    const delay = (given.delaySeconds ?? Number(this.attributes.DelaySeconds)) * 1000
    const message: Message = {
      ...given,
      id: random.uuid(),
      position: ++this.#position,
      md5,
      attributes: given.attributes ?? {},
      deduplicationId,
      sequenceNumber: this.fifo
        ? String(18_000_000_000_000_000_000n + BigInt(this.#position))
        : undefined,
      sentAt: now,
      receiveCount: 0,
      state: 'ready',
    }
    this.#messages.set(message.id, message)
    if (delay > 0) this.#postpone(message, now.getTime() + delay, 'delayed')
    else this.#offer(message)
    if (this.#messages.size > this.#needs.keep) this.#dropOldest()

    const sent = { id: message.id, md5: message.md5, sequenceNumber: message.sequenceNumber }
    this.#deduplication.remember(this.#scopeOf(given, deduplicationId), sent, now)
    this.#polls.wakeOne()
    this.#needs.sent(this, message)
    return sent
  }

  /** Takes what is ready, at most so many; nobody else gets it for so many seconds. */
  take(most: number, visibility: number): readonly Message[] {
    const now = this.#needs.clock.now()
    this.#comeDue(now)
    const taken: Message[] = []
    const heldBefore = new Set(this.#locked.keys())
    while (taken.length < most) {
      const message = this.#ready.pop()
      if (!message) break
      if (message.state !== 'ready') continue
      if (this.#isExpired(message, now)) this.#forget(message)
      else if (this.#isOverdrawn(message)) this.#moveTo(this.#deadLetters()!, message)
      else if (message.groupId !== undefined && this.fifo && heldBefore.has(message.groupId))
        this.#locked.get(message.groupId)!.waiting.push(message)
      else if (this.#inFlight >= mostInFlight)
        throw overLimit(`Too many messages in flight: ${mostInFlight}.`)
      else taken.push(this.#handOut(message, now, visibility))
    }
    return taken
  }

  /** As `take`, but waits until something is ready, for at most so many milliseconds. */
  async receive(most: number, visibility: number, wait: number, gone: AbortSignal) {
    const { clock } = this.#needs
    const until = clock.now().getTime() + wait
    for (;;) {
      const taken = gone.aborted ? [] : this.take(most, visibility)
      const left = until - clock.now().getTime()
      if (taken.length > 0 || left <= 0 || gone.aborted) return taken
      await this.#polls.wait(left, this.#due.first?.at, gone)
    }
  }

  /** A handle from an earlier receive of a standard queue is acknowledged and does nothing. */
  delete(handle: string): void {
    const message = this.#byHandle(handle)
    if (!message) return
    if (message.handle === handle) this.#forget(message)
    else if (this.fifo) throw receiptHandleExpired(handle)
  }

  /** @returns whether the message was in flight, and so could be given more time, or less. */
  changeVisibility(handle: string, seconds: number): boolean {
    const message = this.#byHandle(handle)
    if (message?.handle !== handle || message.state !== 'in flight') return false
    const now = this.#needs.clock.now().getTime()
    if (seconds > 0) this.#postpone(message, now + seconds * 1000, 'in flight')
    else this.#return(message)
    return true
  }

  /** Every message there is, in the order they were sent; none is touched. */
  peek(): readonly Readonly<Message>[] {
    this.#comeDue(this.#needs.clock.now())
    return [...this.#messages.values()]
  }

  purge(): void {
    for (const message of this.#messages.values()) message.state = 'gone'
    this.#messages.clear()
    this.#ready.clear()
    this.#due.clear()
    this.#locked.clear()
    this.#inFlight = 0
  }

  count(state: Message['state']): number {
    this.#comeDue(this.#needs.clock.now())
    let count = 0
    for (const message of this.#messages.values()) if (message.state === state) count++
    return count
  }

  #deduplicationIdOf({ deduplicationId, body }: NewMessage): string | undefined {
    if (!this.fifo || deduplicationId !== undefined) return deduplicationId
    return createHash('sha256').update(body).digest('hex')
  }

  #scopeOf({ groupId }: NewMessage, id: string | undefined): string | undefined {
    if (!this.fifo || id === undefined) return undefined
    return this.attributes.DeduplicationScope === 'messageGroup' ? `${groupId} ${id}` : id
  }

  #offer(message: Message): void {
    message.state = 'ready'
    this.#ready.push(message)
  }

  #postpone(message: Message, at: number, state: 'delayed' | 'in flight'): void {
    message.state = state
    message.dueAt = at
    this.#due.push({ message, at })
  }

  /** An entry may be out of date: its message deleted, or given another time since. */
  #comeDue(now: Date): void {
    for (let next = this.#due.first; next && next.at <= now.getTime(); next = this.#due.first) {
      this.#due.pop()
      const { message, at } = next
      if (message.dueAt !== at || (message.state !== 'delayed' && message.state !== 'in flight'))
        continue
      if (message.state === 'in flight') this.#return(message)
      else this.#offer(message)
    }
  }

  #handOut(message: Message, now: Date, visibility: number): Message {
    message.receiveCount++
    message.firstReceivedAt ??= now
    message.handle = Buffer.from(`${message.id} ${message.receiveCount}`).toString('base64')
    this.#inFlight++
    if (this.fifo && message.groupId !== undefined) {
      const lock = this.#locked.get(message.groupId) ?? { inFlight: 0, waiting: [] }
      lock.inFlight++
      this.#locked.set(message.groupId, lock)
    }
    this.#postpone(message, now.getTime() + visibility * 1000, 'in flight')
    return { ...message }
  }

  #return(message: Message): void {
    this.#unlock(message)
    this.#offer(message)
    this.#polls.wakeOne()
  }

  #forget(message: Message): void {
    if (message.state === 'in flight') this.#unlock(message)
    message.state = 'gone'
    this.#messages.delete(message.id)
  }

  #unlock({ groupId }: Message): void {
    this.#inFlight--
    const lock = groupId === undefined ? undefined : this.#locked.get(groupId)
    if (!lock || --lock.inFlight > 0) return
    this.#locked.delete(groupId!)
    for (const waiting of lock.waiting) if (waiting.state === 'ready') this.#ready.push(waiting)
    if (lock.waiting.length > 0) this.#polls.wakeOne()
  }

  #isExpired({ sentAt }: Message, now: Date): boolean {
    const kept = Number(this.attributes.MessageRetentionPeriod) * 1000
    return now.getTime() - sentAt.getTime() >= kept
  }

  /** Without its dead-letter queue a message stays where it is, for whoever makes the queue. */
  #isOverdrawn({ receiveCount }: Message): boolean {
    const redrive = redriveOf(this.attributes.RedrivePolicy)
    return redrive !== undefined && receiveCount >= redrive.maxReceiveCount && !!this.#deadLetters()
  }

  #deadLetters(): Queue | undefined {
    const redrive = redriveOf(this.attributes.RedrivePolicy)
    return redrive && this.#needs.queueByArn(redrive.deadLetterTargetArn)
  }

  #moveTo(queue: Queue, message: Message): void {
    this.#forget(message)
    const { body, attributes, senderId, groupId, deduplicationId, traceHeader } = message
    const deadLetterOf = this.arn
    queue.send({ body, attributes, senderId, groupId, deduplicationId, traceHeader, deadLetterOf })
  }

  #dropOldest(): void {
    const [oldest] = this.#messages.values()
    this.#forget(oldest!)
    this.dropped++
  }

  #byHandle(handle: string): Message | undefined {
    const [, id] = /^([0-9a-f-]{36}) \d+$/.exec(Buffer.from(handle, 'base64').toString()) ?? []
    if (id === undefined) throw receiptHandleInvalid(handle)
    return this.#messages.get(id)
  }
}
