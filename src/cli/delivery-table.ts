import type { Delivery, Json } from '../server/control/contract.js'
import { formatTable } from './table.js'

const columns = [
  'CREATED AT',
  'EVENTS',
  'TRANSPORT',
  'STATUS',
  'ATTEMPTS',
  'DESTINATION',
  'ID',
] as const

const toCells = (delivery: Json<Delivery>): readonly string[] => [
  delivery.createdAt,
  delivery.eventTypes.join(',') || delivery.subject,
  delivery.transport,
  delivery.status + formatFaults(delivery),
  String(delivery.attempts.length),
  delivery.destination,
  delivery.id,
]

export const formatDeliveryTable = (deliveries: readonly Json<Delivery>[]): string =>
  formatTable(columns, deliveries.map(toCells))

/** Kinds of injected faults, in brackets after the status. */
function formatFaults({ faults = [], attempts }: Json<Delivery>): string {
  const appliedFaults = [...faults, ...attempts.flatMap(({ faults = [] }) => faults)]
  const kinds = [...new Set(appliedFaults.map(({ what }) => what))]
  return kinds.length > 0 ? ` (${kinds.join(', ')})` : ''
}

/** Formats a delivery as one line, for continuous output. */
export const formatDeliveryLine = (delivery: Json<Delivery>): string => toCells(delivery).join('  ')
