import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { createClientConfig } from '../support/clients.js'

/** Receive and delete the messages of a queue, and note what they got. */
export class QueueConsumers {
  readonly #queueName: string
  readonly #deleted = new Set<string>()
  /** The body of each received message, again if it was received again. */
  readonly bodies: string[] = []
  /** IDs of messages that came by a call that was made after their deletion had succeeded. */
  readonly reappeared: string[] = []

  constructor(queueName: string) {
    this.#queueName = queueName
  }

  /** Runs `count` consumers at once until the emulator is gone. */
  async run(endpoint: string, count: number): Promise<void> {
    const sqs = new SQSClient(createClientConfig(endpoint))
    await Promise.all(
      Array.from({ length: count }, () =>
        // The process was killed or the response was cut off.
        this.#consume(sqs, endpoint, { WaitTimeSeconds: 1 }, () => false).catch(() => {}),
      ),
    )
    sqs.destroy()
  }

  /** Receives and deletes what is there, also what consumers of killed processes had received. */
  async drain(endpoint: string): Promise<void> {
    const sqs = new SQSClient(createClientConfig(endpoint))
    await this.#consume(sqs, endpoint, { WaitTimeSeconds: 2 }, (received) => received === 0)
    sqs.destroy()
  }

  async #consume(
    sqs: SQSClient,
    endpoint: string,
    options: Pick<ReceiveMessageCommandInput, 'WaitTimeSeconds'>,
    isDone: (received: number) => boolean,
  ): Promise<void> {
    const QueueUrl = `${endpoint}/000000000000/${this.#queueName}`
    for (;;) {
      const deletedBefore = new Set(this.#deleted)
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...options }),
      )
      if (isDone(Messages.length)) return
      for (const { MessageId, Body, ReceiptHandle } of Messages) {
        this.bodies.push(Body!)
        if (deletedBefore.has(MessageId!)) this.reappeared.push(MessageId!)
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
        this.#deleted.add(MessageId!)
      }
    }
  }
}
