import {
  CreateHITCommand,
  type CreateHITCommandInput,
  DeleteHITCommand,
  type EventType,
  MTurkClient,
  RejectAssignmentCommand,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { expect, onTestFinished } from 'vitest'
import { EventType as EventTypes } from '../../src/domain/shapes/EventType.js'
import type { Options } from '../../src/index.js'
import { ControlClient } from '../../src/server/control/client.js'
import { clientConfigFor, startBench } from './emulator.js'

export const startOfTime = new Date('2026-01-01T00:00:00Z')

/** So many seconds later. */
export const after = (seconds: number) => new Date(startOfTime.getTime() + seconds * 1000)

export const question =
  '<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com/task</ExternalURL><FrameHeight>400</FrameHeight></ExternalQuestion>'

export const work: CreateHITCommandInput = {
  Title: 'Draw a cat',
  Description: 'With a pencil',
  Keywords: 'cat, pencil',
  Reward: '0.10',
  AssignmentDurationInSeconds: 600,
  LifetimeInSeconds: 3600,
  Question: question,
}

const { Question: _, LifetimeInSeconds: __, ...kind } = work
/** The same without what is a single HIT's own. */
export const typeOfWork = kind

/** A refusal as a requester's program catches it. */
export const turk = (code: string, message?: string) => ({
  name: 'RequestError',
  TurkErrorCode: `AWS.MechanicalTurk.${code}`,
  ...(message !== undefined && { message: expect.toSatisfy(isTimed(message)) }),
})

/** Each message ends with the server's time. */
const isTimed = (message: string) => (said: string) =>
  said.startsWith(`${message} (`) && /^\(\d{13} s\)$/.test(said.slice(message.length + 1))

/** A marketplace whose clock stands still until it is moved. */
export async function startMarket(options: Partial<Options> = {}) {
  const bench = await startBench({ clock: startOfTime, seed: 'market', ...options })
  const control = new ControlClient(bench.endpoint)
  const createHit = async (more: Partial<CreateHITCommandInput> = {}) =>
    (await bench.mturk.send(new CreateHITCommand({ ...work, ...more }))).HIT!
  /** A worker accepts a HIT and submits it. */
  const submitted = async (workerId: string, hitId: string) => {
    const { id } = await control.accept(workerId, hitId)
    await control.submit(workerId, id, { drawing: 'miaow' })
    return id
  }
  /** A worker accepts the only assignment of a HIT, is refused, and the HIT is disposed of. */
  const disposed = async (more: Partial<CreateHITCommandInput> = {}) => {
    const { HITId, HITTypeId } = await createHit(more)
    const AssignmentId = await submitted('A1WORKER', HITId!)
    await bench.mturk.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: 'No' }))
    await bench.mturk.send(new DeleteHITCommand({ HITId }))
    return { HITId: HITId!, HITTypeId: HITTypeId!, AssignmentId }
  }
  /** Another requester's client. */
  const asAnother = (account: string) => {
    const client = new MTurkClient(clientConfigFor(bench.endpoint, account))
    onTestFinished(() => client.destroy())
    return client
  }
  /** Has everything about a HIT type told to a queue; gives what came, event by event. */
  const listenTo = async (
    HITTypeId: string,
    EventTypes: readonly EventType[] = everything,
    name = 'news',
  ) => {
    const queue = bench.queues.create({ account: '000000000000', region: 'us-east-1', name })
    await bench.mturk.send(
      new UpdateNotificationSettingsCommand({
        HITTypeId,
        Notification: {
          Destination: `${bench.endpoint}/000000000000/${name}`,
          Transport: 'SQS',
          Version: '2014-08-15',
          EventTypes: [...EventTypes],
        },
      }),
    )
    const documents = async () => {
      await bench.settled()
      return queue.peek().map(({ body }) => body)
    }
    const told = async () =>
      (await documents()).flatMap((body) =>
        (JSON.parse(body).Events as { EventType: string }[]).map(({ EventType }) => EventType),
      )
    return { documents, told }
  }
  return { ...bench, control, createHit, submitted, disposed, asAnother, listenTo }
}

const everything = EventTypes.values!.filter((type) => type !== 'Ping')
