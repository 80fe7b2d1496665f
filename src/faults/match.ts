import { globMatch } from '../core/glob.js'
import type { EventType } from '../domain/shapes/EventType.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import type { FaultTarget } from './rule.js'

/** A call: one of MTurk's by its plain name, one of SQS or SNS as `sqs:…` and `sns:…`. */
export interface CallInjectionPoint {
  readonly operation: string
  readonly account: string
}

/** A delivery that is about to be made, or tried. */
export interface DeliveryInjectionPoint {
  readonly transport: NotificationTransport
  readonly destination: string
  readonly eventTypes: readonly EventType[]
  readonly account: string
}

export type InjectionPoint = CallInjectionPoint | DeliveryInjectionPoint

/** Whether a rule is about it. */
export function appliesTo(target: FaultTarget, point: InjectionPoint): boolean {
  if (target.account !== undefined && target.account !== point.account) return false
  if ('operation' in point)
    return target.operation !== undefined && matchesOperation(target.operation, point.operation)

  const { transport = '*', destination = '*', eventType, operation } = target
  return (
    operation === undefined &&
    (transport === '*' || transport === point.transport) &&
    (eventType === undefined || point.eventTypes.includes(eventType)) &&
    globMatch(destination, point.destination)
  )
}

/** `*` means MTurk's own calls: a program's queues are another matter, and are named as such. */
function matchesOperation(pattern: string, operation: string): boolean {
  if (!pattern.endsWith('*')) return pattern === operation
  const service = pattern.slice(0, -1)
  return service === '' ? !operation.includes(':') : operation.startsWith(service)
}
