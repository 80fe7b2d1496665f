import type { Clock } from '../../../core/clock.js'
import type { Timer } from '../../../core/timer.js'
import type { SeenDelivery } from '../../../domain/consumer-check/judge.js'
import type { TopicAttempt } from '../../../services/sns/fan-out.js'
import type { SnsSubscription } from '../../../services/sns/subscription.js'
import type { Topics } from '../../../services/sns/topics.js'
import type { SqsMessage } from '../../../services/sqs/message.js'
import type { Queue } from '../../../services/sqs/queue.js'
import type { Queues } from '../../../services/sqs/queues.js'

/** What was seen, and whether the consumer did not get the message at all. */
export interface WatchedDelivery extends SeenDelivery {
  readonly isUnreachable?: boolean
}

export interface WatchDependencies {
  readonly queues: Queues
  readonly topics: Topics
  /** Real time. */
  readonly clock: Clock
  readonly timer: Timer
  /** How long the consumer may take, in milliseconds. */
  readonly timeout: number
  readonly signal: AbortSignal
}

/** Calls the listener also if the signal is aborted already. @returns a function that removes it */
function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) queueMicrotask(listener)
  signal.addEventListener('abort', listener)
  return () => signal.removeEventListener('abort', listener)
}

const stopped: WatchedDelivery = { outcome: 'unknown', seen: 'The check was stopped.' }

/** Resolves when the consumer has deleted a message of a queue, or has not. */
export const watchQueueMessage = (
  { queues, clock, timer, timeout, signal }: WatchDependencies,
  queue: Queue,
  message: Readonly<SqsMessage>,
): Promise<WatchedDelivery> =>
  new Promise((resolve) => {
    const now = () => clock.now().getTime()
    let receivedAt: number | undefined
    let cancelTimer = timer.after(timeout, onTimeout)
    const unsubscribe = queues.changed.on((changed) => changed === queue && onChange())
    const ignoreAbort = onAbort(signal, () => finish(stopped))
    // A long poll may have received it already.
    onChange()

    function finish(delivery: WatchedDelivery): void {
      cancelTimer()
      unsubscribe()
      ignoreAbort()
      resolve(delivery)
    }

    function onTimeout(): void {
      finish(
        receivedAt === undefined
          ? {
              outcome: 'not taken',
              seen: `Nothing received the message within ${timeout} ms.`,
              isUnreachable: true,
            }
          : {
              outcome: 'not taken',
              seen: `It received the message and did not delete it within ${timeout} ms.`,
            },
      )
    }

    function onChange(): void {
      if (queues.findByArn(queue.arn) !== queue)
        return finish({ outcome: 'unknown', seen: 'The queue was deleted.' })
      const { state } = message
      if (state === 'in flight' && receivedAt === undefined) {
        receivedAt = now()
        cancelTimer()
        cancelTimer = timer.after(timeout, onTimeout)
      }
      // A message that moves to another queue is there only after this change.
      if (state === 'gone' || (state === 'ready' && receivedAt !== undefined))
        queueMicrotask(() => finish(describeEnd()))
    }

    function describeEnd(): WatchedDelivery {
      const deadLetterQueue = queues
        .all()
        .find((other) => other !== queue && other.find(message.id) !== undefined)
      if (deadLetterQueue)
        return {
          outcome: 'not taken',
          seen: `It received the message and left it: now it is in ${deadLetterQueue.id.name}.`,
        }
      if (receivedAt === undefined)
        return { outcome: 'unknown', seen: 'The message was deleted without being received.' }
      const milliseconds = now() - receivedAt
      return message.state === 'gone'
        ? { outcome: 'taken', seen: `It deleted the message after ${milliseconds} ms.` }
        : {
            outcome: 'not taken',
            seen: `It received the message and left it: after ${milliseconds} ms the message was visible again.`,
          }
    }
  })

/** Resolves with the message that a topic sends to a queue. */
export const watchSent = (
  { queues, timer, timeout, signal }: WatchDependencies,
  queueArn: string,
  text: string,
): Promise<{ readonly queue: Queue; readonly message: SqsMessage } | undefined> =>
  new Promise((resolve) => {
    const unsubscribe = queues.sent.on((sent) => {
      if (sent.queue.arn === queueArn && sent.message.body.includes(text)) finish(sent)
    })
    const cancelTimer = timer.after(timeout, () => finish(undefined))
    const ignoreAbort = onAbort(signal, () => finish(undefined))
    function finish(sent: { readonly queue: Queue; readonly message: SqsMessage } | undefined) {
      cancelTimer()
      unsubscribe()
      ignoreAbort()
      resolve(sent)
    }
  })

/** Resolves when the first attempt to send a message to a subscriber is over; it has its own timeout. */
export const watchAttempt = (
  { topics, signal }: WatchDependencies,
  { arn, protocol }: SnsSubscription,
  isMessage: (messageId: string) => boolean = () => true,
): Promise<WatchedDelivery> =>
  new Promise((resolve) => {
    const finish = (delivery: WatchedDelivery) => {
      unsubscribe()
      ignoreAbort()
      resolve(delivery)
    }
    const unsubscribe = topics.attempted.on((attempt) => {
      if (attempt.subscriptionArn === arn && isMessage(attempt.messageId))
        finish(describeAttempt(attempt, protocol))
    })
    const ignoreAbort = onAbort(signal, () => finish(stopped))
  })

function describeAttempt(
  { error, milliseconds }: TopicAttempt,
  protocol: SnsSubscription['protocol'],
): WatchedDelivery {
  if (error === undefined)
    return { outcome: 'taken', seen: `It accepted the message after ${milliseconds} ms.` }
  const isUnreachable = protocol.startsWith('http') && !/ answered \d+/.test(error)
  const seen = isUnreachable
    ? `It could not be reached. ${error}`
    : `${error.replace(/\.$/, '')}, after ${milliseconds} ms.`
  return { outcome: 'not taken', seen, isUnreachable }
}

/** Resolves when a subscription is confirmed, or its confirmation was refused, or too late. */
export const watchConfirmation = (
  dependencies: WatchDependencies,
  subscription: SnsSubscription,
): Promise<WatchedDelivery> =>
  new Promise((resolve) => {
    const { topics, clock, timer, timeout, signal } = dependencies
    const startedAt = clock.now().getTime()
    const finish = (delivery: WatchedDelivery) => {
      unsubscribe()
      cancelTimer()
      ignoreAbort()
      resolve(delivery)
    }
    const unsubscribe = topics.changed.on((arn) => {
      if (arn === subscription.topicArn && subscription.confirmed)
        finish({
          outcome: 'taken',
          seen: `It confirmed the subscription after ${clock.now().getTime() - startedAt} ms.`,
        })
    })
    const cancelTimer = timer.after(timeout, () =>
      finish({
        outcome: 'not taken',
        seen: `It did not confirm the subscription within ${timeout} ms.`,
      }),
    )
    void watchAttempt(dependencies, subscription).then((attempt) => {
      if (attempt.outcome !== 'taken' && !subscription.confirmed) finish(attempt)
    })
    const ignoreAbort = onAbort(signal, () => finish(stopped))
  })
