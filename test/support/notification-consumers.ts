import { createVerify } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  ApproveAssignmentCommand,
  GetAssignmentCommand,
  ListAssignmentsForHITCommand,
  type MTurkClient,
} from '@aws-sdk/client-mturk'
import { ConfirmSubscriptionCommand, type SNSClient } from '@aws-sdk/client-sns'
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { onTestFinished } from 'vitest'
import type { EventDocument, TurkEvent } from '../../src/index.js'
import { createClientConfig } from './clients.js'
import type { TestEmulator } from './setup.js'

/** What a consumer does with a payload; it throws when it cannot handle it. */
export type HandleDocument = (document: EventDocument) => unknown

/** The envelope of a topic. */
interface Envelope {
  readonly Type: string
  readonly Message: string
  readonly MessageId: string
  readonly Subject?: string
  readonly Timestamp: string
  readonly TopicArn: string
  readonly Token?: string
  readonly SubscribeURL?: string
  readonly Signature: string
  readonly SignatureVersion: string
  readonly SigningCertURL: string
}

/** Receives from a queue until the test ends; a message that it cannot handle goes back at once. */
export async function startQueueConsumer(
  { endpoint, queues }: TestEmulator,
  handle: HandleDocument,
  name = 'events',
): Promise<string> {
  const attributes: Record<string, string> = name.endsWith('.fifo') ? { FifoQueue: 'true' } : {}
  queues.create({ account: '000000000000', region: 'us-east-1', name }, attributes)
  const QueueUrl = `${endpoint}/000000000000/${name}`
  const client = new SQSClient(createClientConfig(endpoint))
  const ended = new AbortController()
  async function receive(): Promise<void> {
    while (!ended.signal.aborted) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }),
        { abortSignal: ended.signal },
      )
      for (const { Body, ReceiptHandle } of Messages) {
        try {
          await handle(readDocument(Body!))
          await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
        } catch {
          await client.send(
            new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
          )
        }
      }
    }
  }
  const receiving = receive().catch((error) => {
    if (!ended.signal.aborted) throw error
  })
  onTestFinished(async () => {
    ended.abort()
    await receiving
    client.destroy()
  })
  return QueueUrl
}

interface WebhookParts {
  readonly handle: HandleDocument
  readonly confirm: (envelope: Envelope) => Promise<unknown>
  /** Throws when a signature is not right. */
  readonly verify?: (envelope: Envelope) => Promise<void>
  /** Whether it answers before it handles a message; it handles one after another. */
  readonly answersFirst?: boolean
}

/** Listens for the posts of a topic until the test ends. */
export async function startWebhookConsumer({
  handle,
  confirm,
  verify = async () => {},
  answersFirst = false,
}: WebhookParts): Promise<string> {
  let handling: Promise<unknown> = Promise.resolve()
  async function accept(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    try {
      if (request.headers['x-amz-sns-rawdelivery'] === 'true') {
        await handle(JSON.parse(body) as EventDocument)
        return 200
      }
      const envelope = JSON.parse(body) as Envelope
      await verify(envelope)
      if (envelope.Type === 'SubscriptionConfirmation') await confirm(envelope)
      else {
        const document = JSON.parse(envelope.Message) as EventDocument
        const handled = handling.then(() => handle(document))
        handling = handled.then(
          () => {},
          () => {},
        )
        if (!answersFirst) await handled
      }
      return 200
    } catch {
      return 400
    }
  }
  const server = createServer((request, response) => {
    void accept(request).then((status) => response.writeHead(status).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

/** Reads a payload that is bare, or in the envelope of a topic. */
function readDocument(body: string): EventDocument {
  const parsed = JSON.parse(body) as EventDocument | Envelope
  return 'Message' in parsed ? (JSON.parse(parsed.Message) as EventDocument) : parsed
}

/** Looks at what an event is about, and approves submitted work. */
export const createReviewer =
  (mturk: MTurkClient) =>
  async ({ EventType, HITId, AssignmentId }: TurkEvent): Promise<void> => {
    try {
      if (EventType === 'HITReviewable')
        await mturk.send(new ListAssignmentsForHITCommand({ HITId }))
      if (EventType !== 'AssignmentSubmitted') return
      const { Assignment } = await mturk.send(new GetAssignmentCommand({ AssignmentId }))
      if (Assignment?.AssignmentStatus === 'Submitted')
        await mturk.send(new ApproveAssignmentCommand({ AssignmentId }))
    } catch (error) {
      // The IDs of a test event do not exist.
      if ((error as Error).name !== 'RequestError') throw error
    }
  }

/** Handles every event of a payload, and each payload once. */
export function createRightHandler(mturk: MTurkClient): HandleDocument {
  const review = createReviewer(mturk)
  const handled = new Set<string>()
  return async ({ EventDocId, Events }) => {
    if (handled.has(EventDocId)) return
    for (const event of Events) await review(event)
    handled.add(EventDocId)
  }
}

export const confirmBySubscribeUrl = ({ SubscribeURL }: Envelope) => fetch(SubscribeURL!)

export const confirmByApi =
  (sns: SNSClient) =>
  ({ TopicArn, Token }: Envelope) =>
    sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))

const hashes: Readonly<Record<string, string>> = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' }

/** Verifies signatures as SNS documents it. @param versions that it knows */
export const createVerifier =
  (versions: readonly string[]) =>
  async (envelope: Envelope): Promise<void> => {
    const { Type, SignatureVersion, Signature, SigningCertURL } = envelope
    if (!versions.includes(SignatureVersion)) throw new Error('An unknown version.')
    const names =
      Type === 'Notification'
        ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
        : ([
            ...(['Message', 'MessageId', 'SubscribeURL', 'Timestamp'] as const),
            ...(['Token', 'TopicArn', 'Type'] as const),
          ] as const)
    const text = names
      .filter((name) => envelope[name] !== undefined)
      .map((name) => `${name}\n${envelope[name]}\n`)
      .join('')
    const certificate = await (await fetch(SigningCertURL)).text()
    const isRight = createVerify(hashes[SignatureVersion]!)
      .update(text)
      .verify(certificate, Signature, 'base64')
    if (!isRight) throw new Error('A wrong signature.')
  }
