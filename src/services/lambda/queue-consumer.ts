import type { Clock } from '../../core/clock.js'
import type { IdleOptions, IdleResult } from '../../core/idle.js'
import type { Logger } from '../../core/logger.js'
import { sleep, type Timer } from '../../core/timer.js'
import type { SqsMessage } from '../sqs/message.js'
import type { Queue } from '../sqs/queue.js'
import type { Queues } from '../sqs/queues.js'
import { readFailedIds } from './batch-response.js'
import { FunctionError, InvocationRefusedError } from './errors.js'
import type { Functions } from './functions.js'
import type { QueueSource } from './queue-source.js'
import { buildSqsEvent } from './sqs-event.js'

interface QueueConsumerOptions {
  readonly queues: Queues
  readonly functions: Functions
  /** Resolves when what was received is on disk, if it is kept there. */
  readonly committed?: () => Promise<void> | undefined
  /** Real time. */
  readonly clock: Clock
  readonly timer: Timer
  /** The pause in milliseconds after a function was not reached; it doubles. */
  readonly backoffMs: number
  readonly log: Logger
}

/** The longest wait for a message, in milliseconds. */
const maxWait = 20_000

/** Receives the messages of a queue and invokes a function with them, one batch after another. */
export class QueueConsumer {
  readonly #source: QueueSource
  readonly #options: QueueConsumerOptions
  readonly #stop = new AbortController()
  readonly #idleWaiters = new Set<() => void>()
  #queue: Queue | undefined
  #state: 'waiting' | 'busy' | 'retrying' = 'waiting'
  /** Whether a message was sent since it began to wait. */
  #isDue = false
  #wake = () => {}

  constructor(source: QueueSource, options: QueueConsumerOptions) {
    this.#source = source
    this.#options = options
  }

  start(): void {
    const { queues } = this.#options
    const { queueArn } = this.#source
    const listeners = [
      queues.sent.on(({ queue }) => {
        if (queue.arn !== queueArn) return
        this.#isDue = true
        // The queue wakes one of those that wait, which may be a client.
        this.#wake()
      }),
      // The queue may be created later, or again.
      queues.changed.on((queue) => {
        if (queue.arn === queueArn && queue !== this.#queue) this.#wake()
      }),
    ]
    this.#stop.signal.addEventListener('abort', () => {
      for (const remove of listeners) remove()
      this.#wake()
    })
    void this.#run()
  }

  /** Receives nothing more. */
  stop(): void {
    this.#stop.abort()
    this.#setState(this.#state)
  }

  /** Resolves when no message is ready and no function is at work on one. */
  async waitUntilIdle({ includeRetries = false }: IdleOptions = {}): Promise<IdleResult> {
    for (;;) {
      if (this.#stop.signal.aborted) return { retriesPending: 0 }
      if (this.#state === 'waiting' && !this.#isDue) return { retriesPending: 0 }
      if (this.#state === 'retrying' && !includeRetries) return { retriesPending: 1 }
      await new Promise<void>((resolve) => this.#idleWaiters.add(resolve))
    }
  }

  async #run(): Promise<void> {
    const { queues, log } = this.#options
    while (!this.#stop.signal.aborted) {
      this.#queue = queues.findByArn(this.#source.queueArn)
      const messages = this.#receive()
      if (messages.length === 0) await this.#wait()
      else {
        this.#setState('busy')
        await this.#consume(this.#queue!, messages).catch((error: unknown) => {
          // A data file that is being closed takes no more.
          if (!this.#stop.signal.aborted)
            log.error(`Messages of ${this.#source.queueArn} could not be handled`, { error })
        })
      }
    }
    this.#setState('waiting')
  }

  #receive(): readonly SqsMessage[] {
    if (!this.#queue) return []
    try {
      const { batchSize } = this.#source
      return this.#queue.receiveNow(batchSize, Number(this.#queue.attributes.VisibilityTimeout))
    } catch {
      // As many are in flight as a queue may have; they become visible again.
      return []
    }
  }

  async #wait(): Promise<void> {
    const wait = new AbortController()
    this.#wake = () => wait.abort()
    this.#isDue = false
    this.#setState('waiting')
    if (this.#queue) return this.#queue.waitForMessage(maxWait, wait.signal)
    await new Promise((resolve) => wait.signal.addEventListener('abort', resolve))
  }

  #setState(state: 'waiting' | 'busy' | 'retrying'): void {
    this.#state = state
    for (const wake of this.#idleWaiters) wake()
    this.#idleWaiters.clear()
  }

  /** What has failed stays in the queue, and becomes visible again after the visibility timeout. */
  async #consume(queue: Queue, messages: readonly SqsMessage[]): Promise<void> {
    const { committed, log } = this.#options
    const { functionArn, reportsItemFailures } = this.#source
    await committed?.()
    const outcome = await this.#invoke(queue, messages)
    if (!outcome) return
    const ids = messages.map(({ id }) => id)
    const failedIds = reportsItemFailures ? readFailedIds(outcome.result, ids) : []
    if (failedIds.length > 0)
      log.warn(`${functionArn} reported messages as failed`, { messageIds: failedIds })
    for (const { id, receiptHandle } of messages)
      if (!failedIds.includes(id)) this.#delete(queue, receiptHandle!)
  }

  #delete(queue: Queue, receiptHandle: string): void {
    try {
      queue.delete(receiptHandle)
    } catch (error) {
      const { message: reason } = error as Error
      this.#options.log.warn(`A message that was handled stays in ${queue.arn}`, { reason })
    }
  }

  /**
   * Invokes the function; while it is not reached, again until the messages become visible.
   *
   * @returns undefined when the messages have failed
   */
  async #invoke(
    queue: Queue,
    messages: readonly SqsMessage[],
  ): Promise<{ readonly result: unknown } | undefined> {
    const { functions, clock, timer, backoffMs } = this.#options
    const event = buildSqsEvent(queue, messages)
    const visibleAt = Math.min(...messages.map((message) => message.visibleAt!))
    for (let delay = backoffMs; ; delay = Math.min(Math.max(delay, 1) * 2, maxWait)) {
      try {
        return {
          result: await functions.invoke(this.#source.functionArn, 'RequestResponse', event),
        }
      } catch (error) {
        const isFinal = error instanceof FunctionError || error instanceof InvocationRefusedError
        if (isFinal || clock.now().getTime() + delay >= visibleAt) return undefined
        this.#setState('retrying')
        await sleep(timer, delay, this.#stop.signal)
        if (this.#stop.signal.aborted) return undefined
        this.#setState('busy')
      }
    }
  }
}
