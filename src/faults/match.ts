import type { EventType } from '../domain/shapes/EventType.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import type { FaultPlace } from './rule.js'

/** A call: one of MTurk's by its plain name, one of SQS or SNS as `sqs:…` and `sns:…`. */
export interface CallOccasion {
  readonly operation: string
  readonly account: string
}

/** A delivery that is about to be made, or tried. */
export interface DeliveryOccasion {
  readonly transport: NotificationTransport
  readonly destination: string
  readonly eventTypes: readonly EventType[]
  readonly account: string
}

export type Occasion = CallOccasion | DeliveryOccasion

/** Whether a rule is about it. */
export function isAt(place: FaultPlace, occasion: Occasion): boolean {
  if (place.account !== undefined && place.account !== occasion.account) return false
  if ('operation' in occasion)
    return place.operation !== undefined && isMeant(place.operation, occasion.operation)

  const { transport = '*', destination = '*', eventType, operation } = place
  return (
    operation === undefined &&
    (transport === '*' || transport === occasion.transport) &&
    (eventType === undefined || occasion.eventTypes.includes(eventType)) &&
    matches(destination, occasion.destination)
  )
}

/** `*` means MTurk's own calls: a program's queues are another matter, and are named as such. */
function isMeant(pattern: string, operation: string): boolean {
  if (!pattern.endsWith('*')) return pattern === operation
  const service = pattern.slice(0, -1)
  return service === '' ? !operation.includes(':') : operation.startsWith(service)
}

/** Whether a text fits a pattern in which each `*` stands for any text. */
export function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return text === pattern
  const last = rest.pop()!
  if (!text.startsWith(first) || text.length < first.length + last.length) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.endsWith(last) && text.length - last.length >= at
}
