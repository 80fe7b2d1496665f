import type { Delivery, Json } from '../control/contract.js'

const columns = ['MADE AT', 'EVENTS', 'TRANSPORT', 'STATUS', 'TRIES', 'DESTINATION', 'ID'] as const

const cellsOf = (delivery: Json<Delivery>): readonly string[] => [
  delivery.madeAt,
  delivery.eventTypes.join(',') || delivery.subject,
  delivery.transport,
  delivery.status,
  String(delivery.attempts.length),
  delivery.destination,
  delivery.id,
]

/** Rows as wide as their widest cell; the last column is as long as it likes. */
export function deliveryTable(deliveries: readonly Json<Delivery>[]): string {
  const rows = [columns, ...deliveries.map(cellsOf)]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** One delivery as one line, for a list that grows. */
export const deliveryLine = (delivery: Json<Delivery>): string => cellsOf(delivery).join('  ')
