import type { DeliveryView } from '../server/control/views.js'
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

const toCells = (delivery: DeliveryView): readonly string[] => [
  delivery.createdAt,
  delivery.eventTypes.join(',') || delivery.subject,
  delivery.transport,
  delivery.status + formatFaults(delivery),
  String(delivery.attempts.length),
  delivery.destination,
  delivery.id,
]

export const formatDeliveryTable = (deliveries: readonly DeliveryView[]): string =>
  formatTable(columns, deliveries.map(toCells))

/** Kinds of injected faults, in brackets after the status. */
function formatFaults({ faults = [], attempts }: DeliveryView): string {
  const appliedFaults = [...faults, ...attempts.flatMap(({ faults = [] }) => faults)]
  const kinds = [...new Set(appliedFaults.map(({ what }) => what))]
  return kinds.length > 0 ? ` (${kinds.join(', ')})` : ''
}

/** Formats a delivery as one line, for continuous output. */
export const formatDeliveryLine = (delivery: DeliveryView): string => toCells(delivery).join('  ')
