import type { EventType } from '../shapes/EventType.js'
import type { CheckCase } from './check-case.js'

export const checkOutcomes = ['passed', 'failed', 'not observable'] as const

/** What a case showed, and how that was seen. */
export interface Verdict {
  readonly outcome: (typeof checkOutcomes)[number]
  /** What was seen, in sentences. */
  readonly reason: string
}

/** What was seen of a payload and of its repetitions. */
export interface SeenPayload {
  readonly eventDocId: string
  readonly isForged: boolean
  readonly deliveries: readonly SeenDelivery[]
  readonly events: readonly SeenEvent[]
}

/** What was seen of one message at one receiver. */
export interface SeenDelivery {
  /** Nothing can be seen of a mail that is only sent. */
  readonly outcome: 'taken' | 'not taken' | 'unknown'
  /** A sentence about the message. */
  readonly seen: string
}

/** What the consumer did about an event. */
export interface SeenEvent {
  readonly type: EventType
  /** Operations of the requester API that it called with the event's ID, in order. */
  readonly calls: readonly string[]
  /** How many times it acknowledged the event. */
  readonly acknowledged: number
}

/** What is known from all cases. */
export interface JudgeContext {
  /** Whether it was said to acknowledge each event that it handled. */
  readonly acknowledges: boolean
  /** Types of events about which it made calls or acknowledgements. */
  readonly activeTypes: ReadonlySet<EventType>
  /**
   * Names of other cases whose payloads have the same `EventDocId`: a right consumer handles one of
   * them, and its calls and acknowledgements do not show which.
   */
  readonly sameId: readonly string[]
}

/** Whether anything shows that the consumer looked at an event. */
export const isHandled = ({ calls, acknowledged }: SeenEvent): boolean =>
  calls.length > 0 || acknowledged > 0

/** Decides a case by what was seen. What cannot be seen has not passed. */
export function judge(
  check: CheckCase,
  payloads: readonly SeenPayload[],
  context: JudgeContext,
): Verdict {
  if (check.claim === 'confirmed') return judgeDeliveries(payloads)
  const genuine = payloads.filter(({ isForged }) => !isForged)
  const verdicts = [
    judgeDeliveries(genuine),
    ...genuine.map((payload) =>
      context.sameId.length > 0
        ? judgeSameId(payload, context)
        : judgeEvents(check, payload, context),
    ),
    ...(check.claim === 'once' ? [judgeRepetition(genuine[0]!)] : []),
    ...payloads.filter(({ isForged }) => isForged).map((forged) => judgeForged(forged, genuine)),
  ]
  for (const outcome of ['failed', 'not observable'] as const) {
    const found = verdicts.find((verdict) => verdict.outcome === outcome)
    if (found) return found
  }
  const reasons = verdicts.map(({ reason }) => reason).filter(Boolean)
  return passed([...new Set(reasons)].join(' '))
}

const passed = (reason: string): Verdict => ({ outcome: 'passed', reason })
const failed = (reason: string): Verdict => ({ outcome: 'failed', reason })
const notObservable = (reason: string): Verdict => ({ outcome: 'not observable', reason })

function judgeDeliveries(payloads: readonly SeenPayload[]): Verdict {
  const refused = payloads
    .flatMap(({ deliveries }) => deliveries)
    .find(({ outcome }) => outcome === 'not taken')
  if (refused) return failed(refused.seen)
  const seen = payloads.flatMap(({ deliveries }) => deliveries.map((each) => each.seen))
  return passed(seen[0] ?? '')
}

/** Whether the consumer handled all events of a payload, not only the first. */
function judgeEvents(check: CheckCase, payload: SeenPayload, context: JudgeContext): Verdict {
  const { events, deliveries } = payload
  const label = (event: SeenEvent) => `Events[${events.indexOf(event)}] (${event.type})`
  const missing = events.filter((event) =>
    context.acknowledges ? event.acknowledged === 0 : !isHandled(event),
  )
  const [first] = missing
  if (!first)
    return passed(
      context.acknowledges ? 'Every event was acknowledged.' : `It called ${listCalls(events)}.`,
    )
  const labels = missing.map(label).join(', ')
  if (context.acknowledges) return failed(`It took the message, but did not acknowledge ${labels}.`)
  const handled = events.filter(isHandled)
  if (handled.length > 0)
    return failed(`It handled ${handled.map(label).join(', ')}, but made no call about ${labels}.`)
  if (context.activeTypes.has(first.type) && !check.mayDiffer)
    return failed(
      `It took the message, but made no call about ${labels}, as it did about other events of this type.`,
    )
  if (events.length > 1)
    return notObservable(
      `It took the message and made no call about ${labels}, so it cannot be seen whether it handled each event. Let it acknowledge events.`,
    )
  return deliveries.some(({ outcome }) => outcome === 'unknown')
    ? notObservable(
        'The message was sent, but nothing shows that the consumer read it: it made no call about it. Let it acknowledge events.',
      )
    : passed('')
}

/** A payload whose events cannot be told from those of others has only its delivery to judge by. */
const judgeSameId = (
  { events, deliveries }: SeenPayload,
  { acknowledges, sameId }: JudgeContext,
): Verdict =>
  acknowledges || events.length > 1 || deliveries.some(({ outcome }) => outcome === 'unknown')
    ? notObservable(
        `The message was sent, but ${sameId.join(', ')} ${sameId.length === 1 ? 'has' : 'have'} the same EventDocId, so it cannot be seen which of them the consumer handled. Give each payload an EventDocId of its own.`,
      )
    : passed('')

/** Whether the repetition of a payload changed nothing. */
function judgeRepetition({ events }: SeenPayload): Verdict {
  const [event] = events
  const changes = event!.calls.filter((operation) => !/^(Get|List)/.test(operation))
  const repeated = changes.find((operation, index) => changes.indexOf(operation) !== index)
  if (event!.acknowledged > 1)
    return failed(`It handled the event ${event!.acknowledged} times: once for each message.`)
  if (repeated) {
    const count = changes.filter((operation) => operation === repeated).length
    return failed(`It called ${repeated} ${count} times for one event: once for each message.`)
  }
  return event!.acknowledged === 1 || changes.length > 0
    ? passed('The repetition caused nothing.')
    : notObservable(
        'It took both messages, but changed nothing about the event, so it cannot be seen whether it handled it once. Let it acknowledge events.',
      )
}

/** Whether a forged message was not acted on. */
function judgeForged(
  { events, deliveries }: SeenPayload,
  genuine: readonly SeenPayload[],
): Verdict {
  if (events.some(isHandled))
    return failed(
      `It acted on the forged message: ${events.some(({ acknowledged }) => acknowledged > 0) ? 'it acknowledged the event' : `it called ${listCalls(events)}`}.`,
    )
  if (deliveries.every(({ outcome }) => outcome === 'not taken'))
    return passed(`The forged message was refused. ${deliveries[0]?.seen ?? ''}`)
  return genuine.some((payload) => payload.events.some(isHandled))
    ? passed('It acted on the genuine message, and not on the forged one.')
    : notObservable(
        'It took the forged message like a genuine one and made no call about either, so it cannot be seen whether it acted on it. Answer it with a status of 400 or more.',
      )
}

const listCalls = (events: readonly SeenEvent[]): string =>
  [...new Set(events.flatMap(({ calls }) => calls))].join(', ')
