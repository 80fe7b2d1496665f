import { type Random, randomHex, randomString } from '../../../core/random.js'
import type { CheckEvent, CheckMessage } from '../../../domain/consumer-check/check-case.js'
import {
  buildFillingAnswer,
  buildSampleAnswer,
} from '../../../domain/consumer-check/sample-answers.js'
import { createTestEvents, type HITEvent } from '../../../domain/hit-event.js'
import type { EventType } from '../../../domain/shapes/EventType.js'
import { type CheckSubject, createSubject } from '../../../mturk/consumer-check/create-subject.js'
import type { Marketplace } from '../../../mturk/marketplace.js'
import {
  buildLifeCyclePayload,
  buildTestPayload,
  maxMessageBytes,
} from '../../../notifications/payload.js'

/** A payload to send, with the IDs of its events. */
export interface CheckPayload {
  readonly text: string
  readonly eventDocId: string
  readonly events: readonly Pick<HITEvent, 'type' | 'hitId' | 'assignmentId'>[]
}

interface PayloadOptions {
  readonly marketplace: Marketplace
  readonly random: Random
  readonly account: string
  /** The HITs of one case, by name. */
  readonly subjects: Map<string, CheckSubject>
}

/** Builds the payload of a message as MTurk does, with HITs and assignments that exist. */
export async function createCheckPayload(
  message: CheckMessage,
  { marketplace, random, account, subjects }: PayloadOptions,
): Promise<CheckPayload> {
  const { version, answer: answerKind } = message
  const eventDocId = randomHex(random, 40)
  const customerId = marketplace.getCustomerId(account)
  const metadata = { eventDocId, account, customerId, version }
  const now = marketplace.clock.now()
  if (message.kind === 'test') {
    const events = createTestEvents(message.events[0]!.type, now)
    return { text: buildTestPayload(events, metadata), eventDocId, events }
  }

  const answer = buildAnswer(answerKind, (event) =>
    Buffer.byteLength(buildLifeCyclePayload([event], metadata)),
  )
  async function findSubject({ type, subject: name }: CheckEvent): Promise<CheckSubject> {
    const existing = name === undefined ? undefined : subjects.get(name)
    if (existing) return existing
    const workerId = createWorkerId(random)
    const subject = await createSubject(marketplace, { account, workerId, type, answer })
    if (name !== undefined) subjects.set(name, subject)
    return subject
  }
  const events: HITEvent[] = []
  for (const event of message.events)
    events.push({
      ...(await findSubject(event)),
      type: event.type,
      at: new Date(now.getTime() - (event.age ?? 0) * 1000),
      answer:
        event.type === 'AssignmentSubmitted' && answerKind !== 'too-large' ? answer : undefined,
    })
  return { text: buildLifeCyclePayload(events, metadata), eventDocId, events }
}

const createWorkerId = (random: Random): string =>
  `A${randomString(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 13)}`

/** IDs of the marketplace have 30 characters. */
const sampleId = '3'.padEnd(30, '0')

function buildAnswer(
  kind: CheckMessage['answer'] = 'free-text',
  measure: (event: HITEvent) => number,
): string {
  if (kind !== 'largest' && kind !== 'too-large') return buildSampleAnswer(kind)
  const event: HITEvent = {
    type: 'AssignmentSubmitted',
    at: new Date(0),
    hitTypeId: sampleId,
    hitId: sampleId,
    hitGroupId: sampleId,
    assignmentId: sampleId,
    workerId: ''.padEnd(14, 'A'),
  }
  return buildFillingAnswer(
    (answer) => measure({ ...event, answer }),
    kind === 'largest' ? maxMessageBytes : maxMessageBytes + 1,
  )
}

interface CapturedPayload {
  readonly EventDocId: string
  readonly Events: readonly {
    readonly EventType: EventType
    readonly HITId: string
    readonly AssignmentId?: string
  }[]
}

/** A captured payload, with the IDs of its events. */
export function readCapturedPayload(text: string): CheckPayload {
  const { EventDocId: eventDocId, Events } = JSON.parse(text) as CapturedPayload
  const events = Events.map(({ EventType, HITId, AssignmentId }) => ({
    type: EventType,
    hitId: HITId,
    assignmentId: AssignmentId,
  }))
  return { text, eventDocId, events }
}
