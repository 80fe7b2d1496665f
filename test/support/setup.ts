import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ApproveAssignmentCommand,
  type ApproveAssignmentCommandInput,
  type Assignment,
  AssociateQualificationWithWorkerCommand,
  CreateHITCommand,
  type CreateHITCommandInput,
  CreateQualificationTypeCommand,
  type CreateQualificationTypeCommandInput,
  DeleteHITCommand,
  type EventType,
  GetAssignmentCommand,
  GetQualificationScoreCommand,
  type HIT,
  ListAssignmentsForHITCommand,
  ListQualificationRequestsCommand,
  ListReviewPolicyResultsForHITCommand,
  type ListReviewPolicyResultsForHITCommandInput,
  MTurkClient,
  RejectAssignmentCommand,
  type ReviewPolicy,
  UpdateNotificationSettingsCommand,
} from '@aws-sdk/client-mturk'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { onTestFinished } from 'vitest'
import { EventType as EventTypes } from '../../src/domain/shapes/EventType.js'
import { type Config, type Logger, startEmulator } from '../../src/index.js'
import { ControlClient } from '../../src/server/control/client.js'
import { createClientConfig } from './clients.js'

export const initialTime = new Date('2026-01-01T00:00:00Z')

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
export const hitTypeInput = hitTypeOnly

const allEventTypes = EventTypes.values!.filter((type) => type !== 'Ping')

export type TestEmulator = Awaited<ReturnType<typeof startTestEmulator>>

/**
 * Starts an emulator whose clock is frozen at `initialTime`, with clients for it and functions that
 * arrange what a test needs. All of it ends with the test.
 */
export async function startTestEmulator(options: Partial<Config> = {}, logger?: Logger) {
  const emulator = await startEmulator(
    {
      clock: initialTime,
      seed: 'market',
      deliveryBackoff: 1,
      // Expected failures of deliveries would fill the test report.
      logLevel: 'error',
      ...options,
    },
    logger,
  )
  const { endpoint } = emulator
  const clientConfig = createClientConfig(endpoint)
  const mturk = new MTurkClient(clientConfig)
  const sqs = new SQSClient(clientConfig)
  const sns = new SNSClient(clientConfig)
  const control = new ControlClient(endpoint, { token: options.token })
  onTestFinished(async () => {
    for (const client of [mturk, sqs, sns]) client.destroy()
    await emulator.close()
  })

  /** Another requester's client. */
  const connectAs = (account: string) => {
    const client = new MTurkClient(createClientConfig(endpoint, account))
    onTestFinished(() => client.destroy())
    return client
  }

  const createHit = async (overrides: Partial<CreateHITCommandInput> = {}): Promise<HIT> =>
    (await mturk.send(new CreateHITCommand({ ...hitInput, ...overrides }))).HIT!

  /** Creates HITs of one type for a crowd: two days of lifetime, two assignments each. */
  const createHits = async (count: number, overrides: Partial<CreateHITCommandInput> = {}) => {
    const hits: HIT[] = []
    for (let index = 0; index < count; index++)
      hits.push(
        await createHit({
          LifetimeInSeconds: 172_800,
          MaxAssignments: 2,
          RequesterAnnotation: `batch ${index}`,
          ...overrides,
        }),
      )
    return { HITTypeId: hits[0]!.HITTypeId!, hitIds: hits.map(({ HITId }) => HITId!) }
  }

  /** A worker accepts and submits an assignment; returns its ID. */
  const submitAssignment = async (workerId: string, hitId: string) => {
    const { id } = await control.accept(workerId, hitId)
    await control.submit(workerId, id, { drawing: 'miaow' })
    return id
  }

  /** Creates a HIT, whose only assignment is submitted and rejected, and deletes it. */
  const createDisposedHit = async (overrides: Partial<CreateHITCommandInput> = {}) => {
    const { HITId, HITTypeId } = await createHit(overrides)
    const AssignmentId = await submitAssignment('A1WORKER', HITId!)
    await mturk.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback: 'No' }))
    await mturk.send(new DeleteHITCommand({ HITId }))
    return { HITId: HITId!, HITTypeId: HITTypeId!, AssignmentId }
  }

  /** The submitted assignments of some HITs, in the order of submission for each HIT. */
  const listAssignments = async (hitIds: readonly string[]) => {
    const assignments: Assignment[] = []
    for (const HITId of hitIds) {
      const { Assignments = [] } = await mturk.send(
        new ListAssignmentsForHITCommand({ HITId, MaxResults: 100 }),
      )
      assignments.push(...Assignments)
    }
    return assignments
  }

  /** Sends all events of a HIT type to a queue; returns functions that read what arrived. */
  const subscribeQueue = async (
    HITTypeId: string,
    eventTypes: readonly EventType[] = allEventTypes,
    name = 'news',
  ) => {
    const queue = emulator.queues.create({ account: '000000000000', region: 'us-east-1', name })
    await mturk.send(
      new UpdateNotificationSettingsCommand({
        HITTypeId,
        Notification: {
          Destination: `${endpoint}/000000000000/${name}`,
          Transport: 'SQS',
          Version: '2014-08-15',
          EventTypes: [...eventTypes],
        },
      }),
    )
    const documents = async () => {
      await emulator.waitUntilIdle({ includeRetries: true })
      return queue.peek().map(({ body }) => body)
    }
    const receivedEventTypes = async () =>
      (await documents()).flatMap((body) =>
        (JSON.parse(body).Events as { EventType: string }[]).map(({ EventType }) => EventType),
      )
    return { documents, receivedEventTypes }
  }

  /** The payload of every delivery, oldest first. */
  const listPayloads = async () => {
    await emulator.waitUntilIdle({ includeRetries: true })
    const { deliveries } = await control.deliveries({ limit: 1000 })
    return deliveries.map(({ payload }) => payload).reverse()
  }

  const createQualificationType = async (
    overrides: Partial<CreateQualificationTypeCommandInput> = {},
  ) => {
    const input: CreateQualificationTypeCommandInput = {
      Name: 'Cats',
      Description: 'Knows cats',
      QualificationTypeStatus: 'Active',
      ...overrides,
    }
    return (await mturk.send(new CreateQualificationTypeCommand(input))).QualificationType!
  }

  const createQualificationTypeId = async (
    overrides: Partial<CreateQualificationTypeCommandInput> = {},
  ) => (await createQualificationType(overrides)).QualificationTypeId!

  const grant = (QualificationTypeId: string, WorkerId: string, IntegerValue?: number) =>
    mturk.send(
      new AssociateQualificationWithWorkerCommand({ QualificationTypeId, WorkerId, IntegerValue }),
    )

  const getScore = async (QualificationTypeId: string, WorkerId = 'A1WORKER') => {
    const { Qualification } = await mturk.send(
      new GetQualificationScoreCommand({ QualificationTypeId, WorkerId }),
    )
    return Qualification!.IntegerValue
  }

  /** A worker requests a qualification; returns the ID of the request. */
  const requestQualification = async (QualificationTypeId: string, workerId = 'A1WORKER') => {
    await control.request('POST /_mturk/workers/{id}/qualification-requests', {
      id: workerId,
      body: { qualificationTypeId: QualificationTypeId },
    })
    const { QualificationRequests } = await mturk.send(
      new ListQualificationRequestsCommand({ QualificationTypeId, MaxResults: 100 }),
    )
    return QualificationRequests!.at(-1)!.QualificationRequestId!
  }

  return {
    ...emulator,
    clientConfig,
    mturk,
    sqs,
    sns,
    control,
    connectAs,
    createHit,
    createHits,
    submitAssignment,
    createDisposedHit,
    listAssignments,
    subscribeQueue,
    listPayloads,
    createQualificationType,
    createQualificationTypeId,
    grant,
    getScore,
    requestQualification,
  }
}

/** Starts an emulator that has an assignment to approve or reject. */
export async function startWithSubmittedAssignment(options: Partial<Config> = {}) {
  const emulator = await startTestEmulator(options)
  const { mturk } = emulator
  const { HITId, HITTypeId } = await emulator.createHit()
  const AssignmentId = await emulator.submitAssignment('A1WORKER', HITId!)
  const { receivedEventTypes } = await emulator.subscribeQueue(HITTypeId!)
  const approve = (overrides: Partial<ApproveAssignmentCommandInput> = {}) =>
    mturk.send(new ApproveAssignmentCommand({ AssignmentId, ...overrides }))
  const reject = (RequesterFeedback: string | undefined = 'No cat.') =>
    mturk.send(new RejectAssignmentCommand({ AssignmentId, RequesterFeedback }))
  const getAssignment = async () =>
    (await mturk.send(new GetAssignmentCommand({ AssignmentId }))).Assignment!
  return {
    ...emulator,
    HITId: HITId!,
    AssignmentId,
    approve,
    reject,
    getAssignment,
    receivedEventTypes,
  }
}

/** Starts an emulator that has one HIT with review policies. */
export async function startWithReviewPolicy(overrides: Partial<CreateHITCommandInput>) {
  const emulator = await startTestEmulator()
  const { mturk, control } = emulator
  const { HITId, HITTypeId } = await emulator.createHit(overrides)
  const { receivedEventTypes } = await emulator.subscribeQueue(HITTypeId!)
  const submitAnswers = async (workerId: string, answers: Record<string, string> | string) => {
    const { id } = await control.accept(workerId, HITId!)
    await control.submit(workerId, id, answers)
    return id
  }
  const getAssignmentStatus = async (AssignmentId: string) =>
    (await mturk.send(new GetAssignmentCommand({ AssignmentId }))).Assignment!.AssignmentStatus
  const listReviewResults = (input: Partial<ListReviewPolicyResultsForHITCommandInput> = {}) =>
    mturk.send(new ListReviewPolicyResultsForHITCommand({ HITId, MaxResults: 100, ...input }))
  return {
    ...emulator,
    HITId,
    submitAnswers,
    getAssignmentStatus,
    listReviewResults,
    receivedEventTypes,
  }
}

type PolicyParameters = Record<
  string,
  string | readonly string[] | Record<string, readonly string[]>
>

/** A review policy; a nested record becomes MapEntries. */
export const reviewPolicy = (PolicyName: string, parameters: PolicyParameters): ReviewPolicy => ({
  PolicyName,
  Parameters: Object.entries(parameters).map(([Key, value]) =>
    typeof value === 'string' || Array.isArray(value)
      ? { Key, Values: [value].flat() as string[] }
      : {
          Key,
          MapEntries: Object.entries(value).map(([Key, Values]) => ({ Key, Values: [...Values] })),
        },
  ),
})
export const knownAnswers = (parameters: PolicyParameters) =>
  reviewPolicy('ScoreMyKnownAnswers/2011-09-01', parameters)
export const plurality = (parameters: PolicyParameters) =>
  reviewPolicy('SimplePlurality/2011-09-01', parameters)

/** A folder that is removed after the test. */
export function createTempFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'mturk-local-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}
