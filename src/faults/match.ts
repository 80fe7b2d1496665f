import { globMatch } from '../core/glob.js'
import type { EventType } from '../domain/shapes/EventType.js'
import type { NotificationTransport } from '../domain/shapes/NotificationSpecification.js'
import type { FaultTarget } from './rule.js'

/** An operation: MTurk's by its plain name, those of SQS and SNS as `sqs:…` and `sns:…`. */
export interface CallInjectionPoint {
  readonly operation: string
  readonly account: string
}

/** A delivery before it is stored or attempted. */
export interface DeliveryInjectionPoint {
  readonly transport: NotificationTransport
  readonly destination: string
  readonly eventTypes: readonly EventType[]
  readonly account: string
}

export type InjectionPoint = CallInjectionPoint | DeliveryInjectionPoint

/** Whether a rule targets it. */
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

/** `*` matches MTurk's operations only; those of SQS and SNS need their prefix. */
function matchesOperation(pattern: string, operation: string): boolean {
  if (!pattern.endsWith('*')) return pattern === operation
  const service = pattern.slice(0, -1)
  return service === '' ? !operation.includes(':') : operation.startsWith(service)
}
