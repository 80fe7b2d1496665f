import { createHash } from 'node:crypto'
import { Emitter } from '../../core/emitter.js'
import type { OnEvicted } from '../../core/retention.js'
import { parseQueueUrl } from '../aws/queue-url.js'
import {
  allowsSource,
  getDefaultAttributes,
  mergeAttributes,
  parseRedrivePolicy,
  type QueueAttributes,
  readQueueAttributes,
} from './attributes.js'
import {
  invalidParameterReason,
  invalidParameterValue,
  moveTaskRunning,
  purgeInProgress,
  queueDeletedRecently,
  queueDoesNotExist,
  queueNameExists,
  resourceNotFound,
  unknownAttribute,
} from './errors.js'
import type { SqsMessage } from './message.js'
import type { MoveTask } from './move-task.js'
import { MoveTaskRunner } from './move-task-runner.js'
import { buildQueueArn, Queue, type QueueDependencies } from './queue.js'
import { QueueDeletions } from './queue-deletions.js'
import type { QueueName, QueueRecord } from './queue-records.js'

type QueuesOptions = Pick<
  QueueDependencies,
  'clock' | 'timer' | 'random' | 'maxMessages' | 'maxBytes' | 'limiter' | 'records'
> & {
  /** The region of a queue whose URL has none. */
  readonly region: string
  /** Whether a queue can be purged only once in 60 seconds, as in SQS. */
  readonly limitsPurges?: boolean
  /** Whether a queue can be created again only 60 seconds after its deletion, as in SQS. */
  readonly limitsRecreation?: boolean
  /** Called with how many messages a queue has evicted. */
  readonly onEvicted?: (queue: Queue, ...details: Parameters<OnEvicted>) => void
}

interface SentMessage {
  readonly queue: Queue
  readonly message: SqsMessage
}

/** All queues of all accounts and regions, in memory. */
export class Queues {
  readonly #options: QueuesOptions
  readonly #queues = new Map<string, Queue>()
  readonly #deletions: QueueDeletions
  readonly #moveTaskRunner: MoveTaskRunner
  readonly sent = new Emitter<SentMessage>()
  readonly changed = new Emitter<Queue>()

  constructor(options: QueuesOptions) {
    this.#options = options
    this.#deletions = new QueueDeletions(options.records?.queueDeletions)
    this.#moveTaskRunner = new MoveTaskRunner({
      timer: options.timer,
      findQueueByArn: (arn) => this.findByArn(arn),
    })
    for (const kept of options.records?.queues.load() ?? [])
      this.#add(kept.id, kept.attributes, kept)
    for (const queue of this.all()) {
      const task = findRunningTask(queue)
      if (task) this.#moveTaskRunner.resume(queue, task)
    }
  }

  /**
   * Creates a queue, or returns the existing one of that name.
   *
   * @throws SqsError when the existing one has other attributes, or the name is invalid
   */
  create(id: QueueName, attributes: QueueAttributes = {}): Queue {
    const fifo = id.name.endsWith('.fifo')
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(id.name.replace(/\.fifo$/, '')) || id.name.length > 80)
      throw invalidParameterValue(
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      )
    if (fifo !== (attributes.FifoQueue?.toLowerCase() === 'true')) {
      if (!fifo && attributes.FifoQueue?.toLowerCase() === 'false')
        throw unknownAttribute('FifoQueue')
      throw invalidParameterValue(
        'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
      )
    }
    const given = readQueueAttributes(attributes, fifo)
    this.#checkRedrivePolicy(given, buildQueueArn(id))

    const existing = this.#queues.get(mapKey(id))
    if (existing) {
      const differing = Object.entries(given).find(
        ([name, value]) =>
          value !== (existing.attributes[name] ?? getDefaultAttributes(fifo)[name] ?? ''),
      )
      if (differing) throw queueNameExists(differing[0])
      return existing
    }
    const { clock, limitsRecreation } = this.#options
    if (limitsRecreation && this.#deletions.hasRecent(mapKey(id), clock.now()))
      throw queueDeletedRecently()
    const queue = this.#add(id, given)
    this.changed.emit(queue)
    return queue
  }

  #add(id: QueueName, attributes: QueueAttributes, kept?: QueueRecord): Queue {
    const dependencies: QueueDependencies = {
      ...this.#options,
      onSent: (message) => this.sent.emit({ queue, message }),
      onChanged: () => this.changed.emit(queue),
      onEvicted: (...details) => this.#options.onEvicted?.(queue, ...details),
      findQueueByArn: (arn) => this.findByArn(arn),
    }
    const queue: Queue = new Queue(id, attributes, dependencies, kept)
    this.#queues.set(mapKey(id), queue)
    return queue
  }

  /** @throws SqsError */
  get(id: QueueName): Queue {
    const queue = this.#queues.get(mapKey(id))
    if (!queue) throw queueDoesNotExist()
    return queue
  }

  /**
   * Finds a queue by the account and name in its URL. The region is that of the URL's host, or else the
   * given one, or else the only region with such a queue.
   *
   * @throws SqsError when it does not exist
   */
  getByUrl(url: string, region = this.#options.region): Queue {
    const parsed = parseQueueUrl(url)
    if (!parsed) throw queueDoesNotExist()
    const { account, name, region: urlRegion } = parsed
    const exact = this.#queues.get(mapKey({ account, name, region: urlRegion ?? region }))
    if (exact) return exact
    const candidates = this.all().filter(({ id }) => id.account === account && id.name === name)
    if (urlRegion === undefined && candidates.length === 1) return candidates[0]!
    throw queueDoesNotExist()
  }

  findByArn(arn: string): Queue | undefined {
    const [, , , region = '', account = '', name = ''] = arn.split(':')
    return this.#queues.get(mapKey({ account, region, name }))
  }

  /** @throws SqsError when an attribute is unknown or invalid */
  setAttributes(queue: Queue, changes: QueueAttributes): void {
    const given = readQueueAttributes(changes, queue.fifo)
    this.#checkRedrivePolicy(given, queue.arn)
    queue.setAttributes(mergeAttributes(queue.attributes, given), this.#options.clock.now())
    this.changed.emit(queue)
  }

  /**
   * Starts a task that moves the messages that are ready now.
   *
   * @param destination default: the queue from which each message was moved
   * @param rate the maximum number of messages per second
   * @throws SqsError while another task of the queue is running
   */
  startMoveTask(source: Queue, destination?: Queue, rate?: number): string {
    if (findRunningTask(source)) throw moveTaskRunning()
    const { random, clock } = this.#options
    const task: MoveTask = {
      taskId: random.uuid(),
      Status: 'RUNNING',
      SourceArn: source.arn,
      DestinationArn: destination?.arn,
      MaxNumberOfMessagesPerSecond: rate,
      ApproximateNumberOfMessagesMoved: 0,
      ApproximateNumberOfMessagesToMove: source.count('ready'),
      StartedTimestamp: clock.now().getTime(),
    }
    source.addMoveTask(task)
    this.#moveTaskRunner.start(source, task)
    return task.taskId
  }

  /**
   * Cancels a task; what it has moved stays where it is.
   *
   * @throws SqsError when it does not exist or is not running
   */
  cancelMoveTask(source: Queue, taskId: string): MoveTask {
    const task = source.moveTasks.find((each) => each.taskId === taskId)
    if (!task) throw resourceNotFound('Task does not exist.')
    if (task.Status !== 'RUNNING')
      throw resourceNotFound(
        'The task that you specified for the TaskHandle parameter is not running.',
      )
    this.#moveTaskRunner.stop(source)
    const cancelled: MoveTask = { ...task, Status: 'CANCELLED' }
    source.updateMoveTask(cancelled)
    return cancelled
  }

  /** @throws SqsError when purges are limited and the last one was too recent */
  purgeQueue(queue: Queue): void {
    const { clock, limitsPurges } = this.#options
    const now = clock.now()
    if (limitsPurges && queue.purgedAt && now.getTime() - queue.purgedAt.getTime() < purgeInterval)
      throw purgeInProgress(queue.id.name)
    queue.purge(now)
  }

  /** The dead-letter queue may be created later. */
  #checkRedrivePolicy({ RedrivePolicy }: QueueAttributes, sourceArn: string): void {
    if (!RedrivePolicy) return
    const refuse = (reason: string) =>
      invalidParameterReason('RedrivePolicy', RedrivePolicy, reason)
    const target = parseRedrivePolicy(RedrivePolicy)?.deadLetterTargetArn
    if (target === undefined)
      throw refuse('Give deadLetterTargetArn and a maxReceiveCount from 1 to 1000.')
    if (!queueArnPattern.test(target)) throw refuse('Invalid value for deadLetterTargetArn.')
    if (target.endsWith('.fifo') !== sourceArn.endsWith('.fifo'))
      throw refuse('Dead-letter queue must be same type of queue as the source.')
    const deadLetterQueue = this.findByArn(target)
    if (deadLetterQueue && !allowsSource(deadLetterQueue.attributes, sourceArn))
      throw refuse('The RedriveAllowPolicy of the dead-letter queue does not allow this queue.')
  }

  /** In the order of creation. */
  all(): readonly Queue[] {
    return [...this.#queues.values()]
  }

  delete(queue: Queue): void {
    this.#remove(queue)
    const { clock, limitsRecreation } = this.#options
    if (limitsRecreation) this.#deletions.add(mapKey(queue.id), clock.now())
    this.changed.emit(queue)
  }

  /** Stops what runs in the background; a data file lets it go on after the next start. */
  stop(): void {
    this.#moveTaskRunner.stopAll()
  }

  /** Purges all queues. */
  purge(): void {
    for (const queue of this.#queues.values()) queue.purge()
  }

  /** Deletes all queues. */
  reset(): void {
    for (const queue of this.#queues.values()) this.#remove(queue)
    this.#deletions.clear()
  }

  #remove(queue: Queue): void {
    this.#moveTaskRunner.stop(queue)
    queue.discard()
    this.#queues.delete(mapKey(queue.id))
  }
}

const queueArnPattern = /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:[A-Za-z0-9]{12}:[\w-]{1,80}(\.fifo)?$/

const findRunningTask = ({ moveTasks }: Queue): MoveTask | undefined =>
  moveTasks.find(({ Status }) => Status === 'RUNNING')

/** In milliseconds. */
const purgeInterval = 60_000

const mapKey = ({ account, region, name }: QueueName): string => `${account} ${region} ${name}`

const senderIdCache = new Map<string, string>()
/** Computing an ID costs as much as sending a message, so IDs are cached. */
const maxCachedSenderIds = 1000

/** The SenderId of an account's user, always the same. */
export function getSenderId(account: string): string {
  const senderId = senderIdCache.get(account) ?? computeSenderId(account)
  if (senderIdCache.size < maxCachedSenderIds) senderIdCache.set(account, senderId)
  return senderId
}

const computeSenderId = (account: string): string => {
  const digest = createHash('sha256').update(`sender ${account}`).digest('hex')
  const letters = BigInt(`0x${digest}`).toString(36).toUpperCase()
  return `AIDA${letters.slice(0, 17)}`
}
