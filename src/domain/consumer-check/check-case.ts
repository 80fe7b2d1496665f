import { EventType } from '../shapes/EventType.js'
import type { SampleAnswer } from './sample-answers.js'

/** Where the consumer under test receives: a queue, a topic, a web hook or a mail address. */
export const checkTargets = ['queue', 'topic', 'http', 'mail'] as const
export type CheckTarget = (typeof checkTargets)[number]

/** One event of a message. It refers to a HIT of its own, in the state that the event reports. */
export interface CheckEvent {
  readonly type: EventType
  /** Events of one case with the same subject refer to the same HIT. */
  readonly subject?: string
  /** How long ago it happened, in seconds. */
  readonly age?: number
}

/** One message of a case. */
export interface CheckMessage {
  readonly kind: 'life-cycle' | 'test'
  readonly version: '2006-05-05' | '2014-08-15'
  readonly events: readonly CheckEvent[]
  /** Answer of its AssignmentSubmitted events. */
  readonly answer?: SampleAnswer
  /** The index of the message whose payload it repeats. */
  readonly repeats?: number
  /** How it is wrapped; by default as the target receives messages. */
  readonly form?: 'envelope' | 'raw'
  readonly signatureVersion?: '1' | '2'
  /** Whether its signature is that of another text. */
  readonly isForged?: boolean
}

/** One thing that a consumer must be able to do. */
export interface CheckCase {
  readonly name: string
  readonly title: string
  readonly targets: readonly CheckTarget[]
  /** What is claimed besides that the consumer takes every genuine message. */
  readonly claim?: 'confirmed' | 'once' | 'refused'
  /**
   * Whether it is left out unless a run names it, because not every consumer meets it. The envelope
   * is not left out for a queue that is subscribed to a topic.
   */
  readonly isOptional?: boolean
  /** Whether a right consumer may treat its events differently from those of other cases. */
  readonly mayDiffer?: boolean
  readonly messages: readonly CheckMessage[]
  /** What to do when it fails. */
  readonly advice: string
}

const anyTarget = checkTargets
const withEnvelope = ['topic', 'http'] as const

const version = '2014-08-15'

const message = (
  events: readonly CheckEvent[],
  more: Partial<CheckMessage> = {},
): CheckMessage => ({
  kind: 'life-cycle',
  version,
  events,
  ...more,
})

const submitted: CheckEvent = { type: 'AssignmentSubmitted' }
const reviewable: CheckEvent = { type: 'HITReviewable' }

const isHitEvent = (type: EventType): boolean => type.startsWith('HIT')

const eventTypeCases = EventType.values!.map(
  (type): CheckCase => ({
    name: type,
    title: isHitEvent(type)
      ? `${type}, an event on a HIT: it has no AssignmentId`
      : type === 'Ping'
        ? 'Ping, which only SendTestEventNotification sends'
        : type,
    targets: anyTarget,
    messages: [message([{ type }], type === 'Ping' ? { kind: 'test' } : {})],
    advice: isHitEvent(type)
      ? 'An event on a HIT has no AssignmentId and no WorkerId: read them only if they are there.'
      : 'Accept every event type, and ignore those that you do not use.',
  }),
)

const answerCase = (answer: SampleAnswer, title: string): CheckCase => ({
  name: `answer-${answer}`,
  title,
  targets: anyTarget,
  mayDiffer: true,
  messages: [message([submitted], { answer })],
  advice:
    'Read Answer with an XML parser, by the element names of QuestionFormAnswers, and expect any of them.',
})

/** Every case, in the order in which they are sent. */
export const checkCases: readonly CheckCase[] = [
  {
    name: 'subscription-confirmation',
    title: 'A SubscriptionConfirmation, to be confirmed',
    targets: ['http'],
    claim: 'confirmed',
    messages: [],
    advice:
      'Answer a message of Type SubscriptionConfirmation by a GET of its SubscribeURL, or by ConfirmSubscription with its Token.',
  },
  ...eventTypeCases,
  ...(['2006-05-05', '2014-08-15'] as const).map(
    (each): CheckCase => ({
      name: `version-${each}`,
      title: `EventDocVersion ${each}`,
      targets: anyTarget,
      messages: [message([submitted], { version: each })],
      advice: 'Both versions have the same members: accept either EventDocVersion.',
    }),
  ),
  {
    name: 'test-event',
    title: 'A test event: two events, placeholder IDs, no WorkerId, no Answer',
    targets: anyTarget,
    messages: [message([submitted], { kind: 'test' })],
    advice:
      'The IDs of a test event belong to no HIT. Handle RequestError, and members that are absent.',
  },
  {
    name: 'test-hit-event',
    title: 'A test event on a HIT',
    targets: anyTarget,
    messages: [message([reviewable], { kind: 'test' })],
    advice: 'The IDs of a test event belong to no HIT, and it has no AssignmentId.',
  },
  {
    name: 'several-events',
    title: 'Three events in one payload',
    targets: anyTarget,
    messages: [message([submitted, submitted, submitted])],
    advice: 'Handle every element of Events, not only the first.',
  },
  {
    name: 'several-hit-events',
    title: 'Two events on HITs in one payload',
    targets: anyTarget,
    messages: [message([reviewable, reviewable])],
    advice: 'Handle every element of Events, not only the first.',
  },
  {
    name: 'duplicate',
    title: 'The same payload twice, with one EventDocId',
    targets: anyTarget,
    claim: 'once',
    // The last one shows that the consumer is done with the repetition.
    messages: [message([submitted]), message([], { repeats: 0 }), message([submitted])],
    advice:
      'MTurk, SQS and SNS deliver at least once: remember each EventDocId, and skip what was handled.',
  },
  {
    name: 'out-of-order',
    title: 'AssignmentSubmitted before the AssignmentAccepted of the same assignment',
    targets: anyTarget,
    // Calls about the one are about the other.
    mayDiffer: true,
    messages: [
      message([{ ...submitted, subject: 'one' }]),
      message([{ type: 'AssignmentAccepted', subject: 'one', age: 60 }]),
    ],
    advice: 'Messages may arrive in any order: decide by what GetAssignment returns.',
  },
  {
    name: 'late',
    title: 'An event of three days ago',
    targets: anyTarget,
    messages: [message([{ ...submitted, age: 3 * 86_400 }])],
    advice: 'A queue keeps messages for days: accept an old EventTimestamp.',
  },
  answerCase('free-text', 'Answer: a text'),
  answerCase('empty', 'Answer: no text'),
  answerCase('selection', 'Answer: a selected choice'),
  answerCase('several-selections', 'Answer: several selected choices'),
  answerCase('other-selection', 'Answer: a text instead of a choice'),
  answerCase('uploaded-file', 'Answer: an uploaded file'),
  answerCase('several-questions', 'Answer: several questions'),
  answerCase('crowd-form', 'Answer: the JSON of a crowd-form'),
  {
    ...answerCase('unicode', 'Unicode: emoji, right to left, combining and escaped characters'),
    name: 'unicode',
    advice: 'Decode bodies as UTF-8, and Answer as XML.',
  },
  {
    ...answerCase('largest', 'The largest payload: 262,144 bytes'),
    name: 'largest-payload',
    advice:
      'Accept 256 KiB, which an envelope escapes to more: raise the body limit of your web framework.',
  },
  {
    ...answerCase('too-large', 'An answer too large for the payload: Answer is absent'),
    name: 'answer-left-out',
    advice: 'Where Answer is absent, ask GetAssignment for it.',
  },
  {
    name: 'sns-envelope',
    title: 'In the envelope of SNS, as a queue receives it from a topic',
    targets: ['queue'],
    isOptional: true,
    messages: [message([submitted], { form: 'envelope' })],
    advice: 'Where a body has Type and Message, the payload is the text in Message.',
  },
  {
    name: 'raw',
    title: 'Raw: RawMessageDelivery posts the payload without an envelope',
    targets: ['http'],
    isOptional: true,
    messages: [message([submitted], { form: 'raw' })],
    advice: 'With the header x-amz-sns-rawdelivery, the body itself is the payload.',
  },
  ...(['1', '2'] as const).map(
    (signatureVersion): CheckCase => ({
      name: `signature-v${signatureVersion}`,
      title: `SignatureVersion ${signatureVersion}, ${signatureVersion === '1' ? 'SHA-1' : 'SHA-256'}`,
      targets: withEnvelope,
      messages: [message([submitted], { signatureVersion })],
      advice: 'Verify with the hash that SignatureVersion names: SHA-1 for 1, SHA-256 for 2.',
    }),
  ),
  {
    name: 'forged-message',
    title: 'A forged message: its Signature is that of another text',
    targets: withEnvelope,
    claim: 'refused',
    // The genuine one shows that the consumer is done with the forged one.
    messages: [message([submitted], { isForged: true }), message([submitted])],
    advice:
      'Anyone can post to a web hook: verify Signature with the certificate of SigningCertURL before you act.',
  },
]
