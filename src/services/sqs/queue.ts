import { hash } from 'node:crypto'
import type { Random } from '../../core/random.js'
import type { OnEvicted } from '../../core/retention.js'
import {
  getDefaultAttributes,
  mergeAttributes,
  parseRedrivePolicy,
  type QueueAttributes,
} from './attributes.js'
import {
  buildDeduplicationKey,
  DeduplicationCache,
  resolveDeduplicationId,
} from './deduplication.js'
import {
  messageNotInFlight,
  overLimit,
  receiptHandleExpired,
  visibilityNotChangeable,
} from './errors.js'
import { Heap } from './heap.js'
import { type LongPollDependencies, LongPolls } from './long-polls.js'
import type { EnqueueInput, NewSqsMessage, SendResult, SqsMessage } from './message.js'
import {
  calculateMessageSize,
  createReceiptHandle,
  formatSequenceNumber,
  isOlder,
  parseReceiptHandle,
} from './message.js'
import type { MoveTask } from './move-task.js'
import type { QueueName, QueueRecord, QueueRecords } from './queue-records.js'
import {
  createStandardReadyMessages,
  FifoReadyMessages,
  type ReadyMessages,
} from './ready-messages.js'

export interface QueueDependencies extends LongPollDependencies {
  readonly random: Random
  /** The maximum number of messages of a queue; the oldest is evicted first. */
  readonly maxMessages: number
  /** The maximum size of all messages of a queue together, in bytes; the oldest is evicted first. */
  readonly maxBytes: number
  readonly onSent: (message: SqsMessage) => void
  /** Called with each change of a message's state. */
  readonly onChanged: () => void
  /** Called with how many messages were evicted. */
  readonly onEvicted: OnEvicted
  /** Finds the dead-letter queue. */
  readonly findQueueByArn: (arn: string) => Queue | undefined
  /** Keeps the queue and its messages on disk. */
  readonly records?: QueueRecords
}

/** The quota of SQS. */
const maxInFlight = 120_000

/** The longest that SQS takes to apply a change of an attribute, as documented, in milliseconds. */
const scopeChangeDelay = 60_000

/** How many positions are reserved at once: they must not repeat after a restart. */
const reservedPositions = 10_000

export const buildQueueArn = ({ account, region, name }: QueueName): string =>
  `arn:aws:sqs:${region}:${account}:${name}`

const noAttributes = {}

/** A queue and its messages. */
export class Queue {
  readonly id: QueueName
  readonly arn: string
  readonly fifo: boolean
  readonly createdAt: Date
  readonly tags: Map<string, string>
  attributes: QueueAttributes
  modifiedAt: Date
  purgedAt: Date | undefined
  /** Tasks with this queue as source, the latest first. */
  readonly moveTasks: MoveTask[]

  readonly #dependencies: QueueDependencies
  readonly #messages = new Map<string, SqsMessage>()
  /** All messages, in the order in which they expire. */
  readonly #byAge = new Heap<SqsMessage>(isOlder, ({ state }) => state !== 'gone')
  readonly #readyMessages: ReadyMessages
  readonly #timers = createMessageTimers()
  readonly #counts = { ready: 0, delayed: 0, 'in flight': 0, gone: 0 }
  readonly #deduplicationCache: DeduplicationCache
  readonly #longPolls: LongPolls
  /** The DeduplicationScope before its last change, and how long it applies. */
  #replacedScope: QueueRecord['replacedScope']
  #position: number
  #reservedPosition: number
  #bytes = 0

  /** @param kept the queue as it was kept on disk */
  constructor(
    id: QueueName,
    attributes: QueueAttributes,
    dependencies: QueueDependencies,
    kept?: QueueRecord,
  ) {
    this.id = id
    this.arn = buildQueueArn(id)
    this.fifo = id.name.endsWith('.fifo')
    this.attributes = mergeAttributes(getDefaultAttributes(this.fifo), attributes)
    this.createdAt = kept?.createdAt ?? dependencies.clock.now()
    this.modifiedAt = kept?.modifiedAt ?? this.createdAt
    this.purgedAt = kept?.purgedAt
    this.tags = new Map(kept?.tags)
    this.#replacedScope = kept?.replacedScope
    this.moveTasks = [...(kept?.moveTasks ?? [])]
    this.#position = this.#reservedPosition = kept?.reservedPosition ?? 0
    this.#dependencies = dependencies
    this.#deduplicationCache = new DeduplicationCache(
      this.arn,
      dependencies.records?.queueDeduplication,
    )
    this.#readyMessages = this.fifo ? new FifoReadyMessages() : createStandardReadyMessages()
    this.#longPolls = new LongPolls(dependencies)
    if (kept) this.#load()
    else this.#save()
  }

  setAttributes(attributes: QueueAttributes, modifiedAt = this.modifiedAt): void {
    const now = this.#dependencies.clock.now()
    const scope = this.#deduplicationScope(now)
    if (attributes.DeduplicationScope !== this.attributes.DeduplicationScope)
      this.#replacedScope = { scope, until: now.getTime() + scopeChangeDelay }
    this.attributes = attributes
    this.modifiedAt = modifiedAt
    this.#save()
  }

  addTags(tags: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(tags)) this.tags.set(key, value)
    this.#save()
  }

  removeTags(keys: readonly string[]): void {
    for (const key of keys) this.tags.delete(key)
    this.#save()
  }

  /** Adds a task with this queue as source; the last ten are kept. */
  addMoveTask(task: MoveTask): void {
    this.moveTasks.unshift(task)
    this.moveTasks.splice(10)
    this.#save()
  }

  updateMoveTask(task: MoveTask): void {
    const index = this.moveTasks.findIndex(({ taskId }) => taskId === task.taskId)
    if (index >= 0) this.moveTasks[index] = task
    this.#save()
  }

  /** Enqueues a message; a duplicate of a FIFO queue is acknowledged only. */
  send(message: NewSqsMessage): SendResult {
    const now = this.#dependencies.clock.now()
    const deduplicationId = this.fifo ? resolveDeduplicationId(message) : message.deduplicationId
    const deduplicationKey = this.fifo
      ? buildDeduplicationKey({ ...message, deduplicationId }, this.#deduplicationScope(now))
      : undefined
    const md5 = hash('md5', message.body)
    const duplicate = this.#deduplicationCache.find(deduplicationKey, now)
    // Clients check the MD5 of the body that they have just sent.
    if (duplicate) return { ...duplicate, md5 }

    const id = this.#dependencies.random.uuid()
    const delay = message.delaySeconds ?? Number(this.attributes.DelaySeconds)
    const input: EnqueueInput = {
      id,
      md5,
      body: message.body,
      attributes: message.attributes,
      senderId: message.senderId,
      groupId: message.groupId,
      deduplicationId,
      traceHeader: message.traceHeader,
      deadLetterSourceArn: message.deadLetterSourceArn,
      priorReceives: message.priorReceives,
    }
    const { sequenceNumber } = this.#enqueue(input, now.getTime(), delay)
    const result = { id, md5, sequenceNumber }
    this.#deduplicationCache.add(deduplicationKey, result, now)
    return result
  }

  /** Receives ready messages and hides them. @param visibilityTimeout in seconds */
  receiveNow(maxCount: number, visibilityTimeout: number): readonly SqsMessage[] {
    const now = this.#dependencies.clock.now()
    this.#processDue(now)
    const messages: SqsMessage[] = []
    const readyMessages = this.#readyMessages.takeInOrder()
    while (messages.length < maxCount && this.#counts['in flight'] < maxInFlight) {
      const message = readyMessages.next().value
      if (!message) return messages
      const deadLetterQueue = this.#findDeadLetterQueue(message)
      if (deadLetterQueue) this.#moveTo(deadLetterQueue, message, this.arn)
      else messages.push(this.#markInFlight(message, now, visibilityTimeout))
    }
    if (messages.length === 0 && this.#counts.ready > 0)
      throw overLimit(`Too many messages in flight: ${maxInFlight}.`)
    return messages
  }

  /** Like `receiveNow`, but waits for a message, at most `waitMs` milliseconds. */
  async receive(maxCount: number, visibilityTimeout: number, waitMs: number, signal: AbortSignal) {
    const messages = signal.aborted ? [] : this.receiveNow(maxCount, visibilityTimeout)
    if (messages.length > 0 || waitMs <= 0 || signal.aborted) return messages
    return this.#longPolls.withSlot(() =>
      this.#waitForMessages(maxCount, visibilityTimeout, waitMs, signal),
    )
  }

  async #waitForMessages(
    maxCount: number,
    visibilityTimeout: number,
    waitMs: number,
    signal: AbortSignal,
  ) {
    const { clock } = this.#dependencies
    const deadline = clock.now().getTime() + waitMs
    for (;;) {
      const messages = signal.aborted ? [] : this.receiveNow(maxCount, visibilityTimeout)
      const remaining = deadline - clock.now().getTime()
      if (messages.length > 0 || remaining <= 0 || this.#longPolls.hasStopped) return messages
      if (signal.aborted) {
        // The message that it may have been woken for is for the next long poll.
        this.#longPolls.wakeOne()
        return messages
      }
      await this.#longPolls.wait(remaining, this.#timers.first?.at, signal)
    }
  }

  /**
   * Resolves when a message may be ready, or after the timeout in milliseconds. It takes no slot of the
   * clients that wait.
   */
  waitForMessage(timeoutMs: number, signal: AbortSignal): Promise<void> {
    return this.#longPolls.wait(timeoutMs, this.#timers.first?.at, signal)
  }

  /** @throws SqsError for an expired handle of a FIFO queue */
  delete(receiptHandle: string): void {
    const message = this.#messages.get(parseReceiptHandle(receiptHandle))
    this.#processDue(this.#dependencies.clock.now())
    if (!message || message.state === 'gone') return
    if (this.fifo && (message.receiptHandle !== receiptHandle || message.state !== 'in flight'))
      throw receiptHandleExpired(receiptHandle)
    this.#remove(message)
  }

  /** Deletes a message in any state. @returns whether there was one */
  deleteById(id: string): boolean {
    this.#processDue(this.#dependencies.clock.now())
    const message = this.#messages.get(id)
    if (message) this.#remove(message)
    return message !== undefined
  }

  /**
   * Sets when a received message becomes visible; in a standard queue also with an earlier handle, or
   * after the message has become visible again.
   *
   * @throws SqsError when the message was deleted, or is not in flight in a FIFO queue
   */
  changeVisibility(receiptHandle: string, seconds: number): void {
    const message = this.#messages.get(parseReceiptHandle(receiptHandle))
    const now = this.#dependencies.clock.now()
    this.#processDue(now)
    if (!message || message.state === 'gone') throw visibilityNotChangeable(receiptHandle)
    if (this.fifo && (message.receiptHandle !== receiptHandle || message.state !== 'in flight'))
      throw messageNotInFlight()
    const wasInFlight = message.state === 'in flight'
    const wasReady = message.state === 'ready'
    if (seconds > 0) this.#hideUntil(message, now.getTime() + seconds * 1000, 'in flight')
    else if (wasInFlight) this.#returnToReady(message)
    if (wasInFlight) this.#timers.release()
    else if (wasReady && seconds > 0) this.#readyMessages.remove(message)
    // It may become visible earlier than the open long polls expect.
    this.#longPolls.wakeOne()
  }

  /** Deletes a message as if it had never been sent. */
  takeBack(messageId: string): void {
    const message = this.#messages.get(messageId)
    if (!message) return
    this.#remove(message)
    this.#deduplicationCache.forget(messageId)
  }

  /** A message, which changes with its state. */
  find(id: string): Readonly<SqsMessage> | undefined {
    return this.#messages.get(id)
  }

  /** All messages in the order of sending, without receiving them. */
  peek(): readonly Readonly<SqsMessage>[] {
    this.evictExpired()
    return [...this.#messages.values()]
  }

  /** How many entries its heaps hold, outdated ones included: the memory they need. */
  countHeapEntries() {
    return {
      byAge: this.#byAge.size,
      ready: this.#readyMessages.countEntries(),
      timers: this.#timers.size,
    }
  }

  /** Evicts messages that are older than the retention period. */
  evictExpired(): void {
    this.#processDue(this.#dependencies.clock.now())
  }

  count(state: SqsMessage['state']): number {
    return this.counts()[state]
  }

  /** How many messages there are in each state, at this instant. */
  counts(): Readonly<Record<SqsMessage['state'], number>> {
    if (this.#messages.size > 0) this.evictExpired()
    return this.#counts
  }

  /**
   * Moves ready messages that have a destination, the oldest first.
   *
   * @returns the number of moved messages
   */
  moveReady(limit: number, findDestination: (message: SqsMessage) => Queue | undefined): number {
    this.evictExpired()
    const moves: { readonly message: SqsMessage; readonly queue: Queue }[] = []
    for (const message of this.#messages.values()) {
      if (moves.length >= limit) break
      const queue = message.state === 'ready' ? findDestination(message) : undefined
      if (queue) moves.push({ message, queue })
    }
    for (const { message, queue } of moves) this.#moveTo(queue, message)
    return moves.length
  }

  purge(purgedAt = this.purgedAt): void {
    this.purgedAt = purgedAt
    for (const message of this.#messages.values()) this.#setState(message, 'gone')
    this.#dependencies.records?.queueMessages.removeAll(this.arn)
    this.#messages.clear()
    this.#bytes = 0
    this.#byAge.clear()
    this.#readyMessages.clear()
    this.#timers.clear()
    this.#deduplicationCache.clear()
    this.#save()
  }

  /** Deletes what the queue holds, and the queue itself from the disk. */
  discard(): void {
    this.purge()
    this.#dependencies.records?.queues.remove(this.#toRecord())
  }

  #load(): void {
    this.#deduplicationCache.load()
    const messages = this.#dependencies.records?.queueMessages.load(this.arn) ?? []
    // A message that came from another queue has the place on disk that it had there.
    for (const message of messages.toSorted((a, b) => a.position - b.position)) {
      const { id, state, size, visibleAt = 0 } = message
      this.#messages.set(id, message)
      this.#counts[state]++
      this.#bytes += size
      this.#byAge.push(message)
      if (state === 'ready') this.#readyMessages.add(message)
      else this.#timers.push({ message, at: visibleAt })
      if (state === 'in flight') this.#readyMessages.lock(message)
    }
  }

  #save(): void {
    this.#dependencies.records?.queues.put(this.#toRecord())
  }

  #toRecord(): QueueRecord {
    const { id, arn, attributes, createdAt, modifiedAt, purgedAt, moveTasks } = this
    return {
      id,
      arn,
      attributes,
      tags: [...this.tags],
      createdAt,
      modifiedAt,
      purgedAt,
      moveTasks,
      replacedScope: this.#replacedScope,
      reservedPosition: this.#reservedPosition,
    }
  }

  #deduplicationScope(now: Date): string | undefined {
    return this.#replacedScope && now.getTime() < this.#replacedScope.until
      ? this.#replacedScope.scope
      : this.attributes.DeduplicationScope
  }

  /** Increases with each message, and after a restart too. */
  #nextPosition(): number {
    this.#position++
    if (this.#dependencies.records && this.#position > this.#reservedPosition) {
      this.#reservedPosition = this.#position + reservedPositions
      this.#save()
    }
    return this.#position
  }

  #enqueue(input: EnqueueInput, sentAt: number, delayInSeconds: number): SqsMessage {
    const position = this.#nextPosition()
    // All members at once, so that all messages have one hidden class.
    const message: SqsMessage = {
      id: input.id,
      md5: input.md5,
      body: input.body,
      senderId: input.senderId,
      groupId: input.groupId,
      deduplicationId: input.deduplicationId,
      traceHeader: input.traceHeader,
      deadLetterSourceArn: input.deadLetterSourceArn,
      priorReceives: input.priorReceives,
      position,
      attributes: input.attributes ?? noAttributes,
      size: calculateMessageSize(input),
      sequenceNumber: this.fifo ? formatSequenceNumber(position) : undefined,
      sentAt,
      receiveCount: input.priorReceives ?? 0,
      // Until it is marked ready or hidden.
      state: 'gone',
      visibleAt: undefined,
      firstReceivedAt: undefined,
      receiptHandle: undefined,
    }
    this.#messages.set(message.id, message)
    this.#dependencies.records?.queueMessages.put(message, this.arn)
    this.#bytes += message.size
    this.#byAge.push(message)
    if (delayInSeconds > 0)
      this.#hideUntil(
        message,
        this.#dependencies.clock.now().getTime() + delayInSeconds * 1000,
        'delayed',
      )
    else this.#markReady(message)
    this.#evictIfFull()
    this.#longPolls.wakeOne()
    this.#dependencies.onSent(message)
    return message
  }

  #setState(message: SqsMessage, state: SqsMessage['state']): void {
    this.#counts[message.state]--
    this.#counts[state]++
    message.state = state
    this.#dependencies.onChanged()
  }

  #markReady(message: SqsMessage): void {
    this.#setState(message, 'ready')
    this.#dependencies.records?.queueMessages.update(message)
    this.#readyMessages.add(message)
  }

  #hideUntil(message: SqsMessage, at: number, state: 'delayed' | 'in flight'): void {
    const hasTimer = message.visibleAt === at && message.state === 'in flight'
    this.#setState(message, state)
    message.visibleAt = at
    this.#dependencies.records?.queueMessages.update(message)
    if (!hasTimer) this.#timers.push({ message, at })
  }

  #processDue(now: Date): void {
    for (
      let next = this.#timers.first;
      next && next.at <= now.getTime();
      next = this.#timers.first
    ) {
      this.#timers.pop()
      this.#returnToReady(next.message)
    }
    const retentionMs = Number(this.attributes.MessageRetentionPeriod) * 1000
    for (let next = this.#byAge.first; next; next = this.#byAge.first) {
      if (now.getTime() - next.sentAt < retentionMs) return
      this.#remove(next)
      this.#dependencies.onEvicted(1, 'old')
    }
  }

  #markInFlight(message: SqsMessage, now: Date, visibilityTimeout: number): SqsMessage {
    message.receiveCount++
    message.firstReceivedAt ??= now
    message.receiptHandle = createReceiptHandle(message)
    this.#hideUntil(message, now.getTime() + visibilityTimeout * 1000, 'in flight')
    this.#readyMessages.lock(message)
    return { ...message }
  }

  #returnToReady(message: SqsMessage): void {
    if (message.state === 'in flight') this.#readyMessages.unlock(message)
    this.#markReady(message)
    this.#longPolls.wakeOne()
  }

  #remove(message: SqsMessage): void {
    const previousState = message.state
    this.#setState(message, 'gone')
    this.#messages.delete(message.id)
    this.#dependencies.records?.queueMessages.remove(message)
    this.#bytes -= message.size
    this.#byAge.release()
    if (previousState === 'in flight' || previousState === 'delayed') this.#timers.release()
    if (previousState === 'in flight') this.#readyMessages.unlock(message)
    else if (previousState === 'ready') this.#readyMessages.remove(message)
    // The next message of its group may be ready now.
    if (this.fifo) this.#longPolls.wakeOne()
  }

  /** While its dead-letter queue does not exist, a message stays in this queue. */
  #findDeadLetterQueue(message: SqsMessage): Queue | undefined {
    const receiveCount = message.receiveCount - (message.priorReceives ?? 0)
    if (receiveCount === 0) return undefined
    const redrivePolicy = parseRedrivePolicy(this.attributes.RedrivePolicy)
    if (!redrivePolicy || receiveCount < redrivePolicy.maxReceiveCount) return undefined
    return this.#dependencies.findQueueByArn(redrivePolicy.deadLetterTargetArn)
  }

  /** The message keeps its ID; its age restarts in a FIFO queue only. */
  #moveTo(queue: Queue, message: SqsMessage, deadLetterSourceArn?: string): void {
    this.#remove(message)
    const { id, md5, body, attributes, senderId, groupId, deduplicationId, traceHeader } = message
    const sentAt = queue.fifo ? this.#dependencies.clock.now().getTime() : message.sentAt
    queue.#enqueue(
      {
        id,
        md5,
        body,
        attributes,
        senderId,
        groupId,
        deduplicationId,
        traceHeader,
        deadLetterSourceArn,
        priorReceives: deadLetterSourceArn === undefined ? undefined : message.receiveCount,
      },
      sentAt,
      0,
    )
  }

  #evictIfFull(): void {
    const { maxMessages, maxBytes, onEvicted } = this.#dependencies
    // One message stays, however large it is.
    while (
      this.#messages.size > maxMessages ||
      (this.#bytes > maxBytes && this.#messages.size > 1)
    ) {
      this.#remove(this.#byAge.first!)
      onEvicted(1, 'full')
    }
  }
}

interface MessageTimer {
  readonly message: SqsMessage
  readonly at: number
}

/** Delayed and in-flight messages, in the order in which they become visible. */
const createMessageTimers = (): Heap<MessageTimer> => new Heap<MessageTimer>(isDueBefore, isCurrent)

/** Outdated when the message was deleted or got another time. */
const isCurrent = ({ message: { state, visibleAt }, at }: MessageTimer): boolean =>
  visibleAt === at && (state === 'delayed' || state === 'in flight')

const isDueBefore = (a: MessageTimer, b: MessageTimer): boolean =>
  a.at < b.at || (a.at === b.at && a.message.position < b.message.position)
