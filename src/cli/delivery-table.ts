import type { Delivery, Json } from '../server/control/contract.js'
import { table } from './table.js'

const columns = ['MADE AT', 'EVENTS', 'TRANSPORT', 'STATUS', 'TRIES', 'DESTINATION', 'ID'] as const

const cellsOf = (delivery: Json<Delivery>): readonly string[] => [
  delivery.madeAt,
  delivery.eventTypes.join(',') || delivery.subject,
  delivery.transport,
  delivery.status + marksOf(delivery),
  String(delivery.attempts.length),
  delivery.destination,
  delivery.id,
]

export const deliveryTable = (deliveries: readonly Json<Delivery>[]): string =>
  table(columns, deliveries.map(cellsOf))

/** What went wrong with it on purpose, in brackets behind how it stands. */
function marksOf({ faults = [], attempts }: Json<Delivery>): string {
  const marks = [...faults, ...attempts.flatMap(({ faults = [] }) => faults)]
  const kinds = [...new Set(marks.map(({ what }) => what))]
  return kinds.length > 0 ? ` (${kinds.join(', ')})` : ''
}

/** One delivery as one line, for a list that grows. */
export const deliveryLine = (delivery: Json<Delivery>): string => cellsOf(delivery).join('  ')
