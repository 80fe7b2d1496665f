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
import type { Config } from '../../src/index.js'
import { ControlClient } from '../../src/server/control/client.js'
import { createClientConfig, startTestEmulator } from './clients.js'

export const initialTime = new Date('2026-01-01T00:00:00Z')

/** So many seconds later. */
export const timeAfter = (seconds: number) => new Date(initialTime.getTime() + seconds * 1000)

export const externalQuestion =
  '<ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd"><ExternalURL>https://example.com/task</ExternalURL><FrameHeight>400</FrameHeight></ExternalQuestion>'

export const hitInput: CreateHITCommandInput = {
  Title: 'Draw a cat',
  Description: 'With a pencil',
  Keywords: 'cat, pencil',
  Reward: '0.10',
  AssignmentDurationInSeconds: 600,
  LifetimeInSeconds: 3600,
  Question: externalQuestion,
}

const { Question: _, LifetimeInSeconds: __, ...hitTypeOnly } = hitInput
/** The same without what is a single HIT's own. */
export const hitTypeInput = hitTypeOnly

/** A refusal as a requester's program catches it. */
export const expectedRequestError = (code: string, message?: string) => ({
  name: 'RequestError',
  TurkErrorCode: `AWS.MechanicalTurk.${code}`,
  ...(message !== undefined && { message: expect.toSatisfy(hasTimestamp(message)) }),
})

/** Each message ends with the server's time. */
const hasTimestamp = (message: string) => (text: string) =>
  text.startsWith(`${message} (`) && /^\(\d{13} s\)$/.test(text.slice(message.length + 1))

/** A marketplace whose clock stands still until it is moved. */
export async function startTestMarketplace(options: Partial<Config> = {}) {
  const emulator = await startTestEmulator({ clock: initialTime, seed: 'market', ...options })
  const control = new ControlClient(emulator.endpoint)
  const createHit = async (overrides: Partial<CreateHITCommandInput> = {}) =>
    (await emulator.mturk.send(new CreateHITCommand({ ...hitInput, ...overrides }))).HIT!
  /** A worker accepts a HIT and submits it. */
  const submitAssignment = async (workerId: string, hitId: string) => {
    const { id } = await control.accept(workerId, hitId)
    await control.submit(workerId, id, { drawing: 'miaow' })
    return id
  }
  /** A worker accepts the only assignment of a HIT, is refused, and the HIT is disposed of. */
  const createDisposedHit = async (overrides: Partial<CreateHITCommandInput> = {}) => {
    const { HITId, HITTypeId } = await createHit(overrides)
    const AssignmentId = await submitAssignment('A1WORKER', HITId!)
    await emulator.mturk.send(
      new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: 'No' }),
    )
    await emulator.mturk.send(new DeleteHITCommand({ HITId }))
    return { HITId: HITId!, HITTypeId: HITTypeId!, AssignmentId }
  }
  /** Another requester's client. */
  const connectAs = (account: string) => {
    const client = new MTurkClient(createClientConfig(emulator.endpoint, account))
    onTestFinished(() => client.destroy())
    return client
  }
  /** Has everything about a HIT type told to a queue; gives what came, event by event. */
  const subscribeQueue = async (
    HITTypeId: string,
    EventTypes: readonly EventType[] = allEventTypes,
    name = 'news',
  ) => {
    const queue = emulator.queues.create({ account: '000000000000', region: 'us-east-1', name })
    await emulator.mturk.send(
      new UpdateNotificationSettingsCommand({
        HITTypeId,
        Notification: {
          Destination: `${emulator.endpoint}/000000000000/${name}`,
          Transport: 'SQS',
          Version: '2014-08-15',
          EventTypes: [...EventTypes],
        },
      }),
    )
    const documents = async () => {
      await emulator.waitUntilIdle()
      return queue.peek().map(({ body }) => body)
    }
    const receivedEventTypes = async () =>
      (await documents()).flatMap((body) =>
        (JSON.parse(body).Events as { EventType: string }[]).map(({ EventType }) => EventType),
      )
    return { documents, receivedEventTypes: receivedEventTypes }
  }
  return {
    ...emulator,
    control,
    createHit,
    submitAssignment: submitAssignment,
    createDisposedHit: createDisposedHit,
    connectAs: connectAs,
    subscribeQueue: subscribeQueue,
  }
}

const allEventTypes = EventTypes.values!.filter((type) => type !== 'Ping')
