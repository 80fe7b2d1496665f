import type { SeenEvent } from '../../../domain/consumer-check/judge.js'
import type { HITEvent } from '../../../domain/hit-event.js'

/** An event that was sent, and what the consumer did about it. */
export interface TrackedEvent extends SeenEvent {
  readonly hitId: string
  readonly assignmentId?: string
  readonly calls: string[]
  acknowledged: number
}

/** The events of one payload, in their order. */
export interface TrackedPayload {
  readonly caseName: string
  readonly eventDocId: string
  readonly events: readonly TrackedEvent[]
}

type Identified = Pick<HITEvent, 'type' | 'hitId' | 'assignmentId'>

/** Collects what a consumer does about the events that it was sent. */
export class Evidence {
  /** In the order in which they were sent. */
  readonly #payloads: TrackedPayload[] = []

  track(caseName: string, eventDocId: string, events: readonly Identified[]): TrackedPayload {
    const tracked = events.map(
      ({ type, hitId, assignmentId }): TrackedEvent => ({
        type,
        hitId,
        assignmentId,
        calls: [],
        acknowledged: 0,
      }),
    )
    const payload = { caseName, eventDocId, events: tracked }
    this.#payloads.push(payload)
    return payload
  }

  /**
   * Adds a call of the requester API to the events whose IDs its input has.
   *
   * @returns their payloads
   */
  addCall(operation: string, request: string): readonly TrackedPayload[] {
    const matching = this.#payloads.filter(({ events }) =>
      events.some((event) => isAbout(request, event, events)),
    )
    // Test events of several cases have the same IDs: the call is about the latest.
    const latest = matching.at(-1)?.caseName
    const payloads = matching.filter(({ caseName }) => caseName === latest)
    for (const { events } of payloads)
      for (const event of events) if (isAbout(request, event, events)) event.calls.push(operation)
    return payloads
  }

  /** @returns the payload of the event; the latest, where several have the `EventDocId` */
  acknowledge(eventDocId: string, index: number): TrackedPayload | undefined {
    const payload = this.#payloads.findLast(
      (each) => each.eventDocId === eventDocId && index < each.events.length,
    )
    if (payload) payload.events[index]!.acknowledged++
    return payload
  }
}

/** By its HIT only where no other event of the payload is on that HIT. */
function isAbout(
  request: string,
  { hitId, assignmentId }: TrackedEvent,
  events: readonly TrackedEvent[],
): boolean {
  if (assignmentId !== undefined && request.includes(`"${assignmentId}"`)) return true
  return (
    request.includes(`"${hitId}"`) && events.filter((each) => each.hitId === hitId).length === 1
  )
}
