import { createHash } from 'node:crypto'
import { Emitter } from '../../core/emitter.js'
import type { OnEvicted } from '../../core/retention.js'
import { parseQueueUrl } from '../aws/queue-url.js'
import { checkQueueAttributes, getDefaultAttributes, type QueueAttributes } from './attributes.js'
import { invalidParameterValue, queueDoesNotExist, queueNameExists } from './errors.js'
import type { SqsMessage } from './message.js'
import { Queue, type QueueDependencies, type QueueName } from './queue.js'

type QueuesOptions = Pick<
  QueueDependencies,
  'clock' | 'timer' | 'random' | 'maxMessages' | 'limiter'
> & {
  /** The region of a queue whose URL has none. */
  readonly region: string
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
  readonly sent = new Emitter<SentMessage>()
  readonly changed = new Emitter<Queue>()

  constructor(options: QueuesOptions) {
    this.#options = options
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
    if (fifo !== (attributes.FifoQueue === 'true'))
      throw invalidParameterValue(
        'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
      )
    checkQueueAttributes(attributes, fifo, true)

    const existing = this.#queues.get(mapKey(id))
    if (existing) {
      const differing = Object.entries(attributes).find(
        ([name, value]) =>
          value !== (existing.attributes[name] ?? getDefaultAttributes(fifo)[name]),
      )
      if (differing) throw queueNameExists(differing[0])
      return existing
    }
    const queue: Queue = new Queue(id, attributes, {
      ...this.#options,
      onSent: (message) => this.sent.emit({ queue, message }),
      onChanged: () => this.changed.emit(queue),
      onEvicted: (...details) => this.#options.onEvicted?.(queue, ...details),
      findQueueByArn: (arn) => this.findByArn(arn),
    })
    this.#queues.set(mapKey(id), queue)
    this.changed.emit(queue)
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

  /** In the order of creation. */
  all(): readonly Queue[] {
    return [...this.#queues.values()]
  }

  delete(queue: Queue): void {
    queue.purge()
    this.#queues.delete(mapKey(queue.id))
    this.changed.emit(queue)
  }

  /** Purges all queues. */
  purge(): void {
    for (const queue of this.#queues.values()) {
      queue.purge()
      queue.clearDeduplication()
    }
  }

  /** Deletes all queues. */
  reset(): void {
    this.purge()
    this.#queues.clear()
  }
}

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
