import type { PutStatement } from './engine.js'
import type { ColumnValue } from './table.js'

export interface WaitingRow {
  readonly statement: PutStatement
  readonly values: readonly ColumnValue[]
}

/** So many rows of a table are written at once, which costs half as much as one by one. */
const maxRows = 16

/** Rows that are not written yet. */
export class WaitingRows {
  readonly #rows = new Map<PutStatement, (readonly ColumnValue[])[]>()
  readonly #run: (text: string, values: readonly ColumnValue[]) => void

  constructor(run: (text: string, values: readonly ColumnValue[]) => void) {
    this.#run = run
  }

  add({ statement, values }: WaitingRow): void {
    const rows = this.#rows.get(statement)
    if (!rows) return void this.#rows.set(statement, [values])
    rows.push(values)
    if (rows.length >= maxRows) this.#writeTable(statement, rows)
  }

  /** Writes the rows of the tables that a statement names, or all of them. */
  write(text?: string): void {
    for (const [statement, rows] of this.#rows)
      if (rows.length > 0 && (text === undefined || text.includes(statement.table)))
        this.#writeTable(statement, rows)
  }

  clear(): void {
    this.#rows.clear()
  }

  #writeTable(statement: PutStatement, rows: (readonly ColumnValue[])[]): void {
    putRows(statement, rows.splice(0), this.#run)
  }
}

/** Puts rows in statements for 16, 8, 4, 2 and 1 of them, so that there are few statements. */
export function putRows(
  statement: Pick<PutStatement, 'forRows'>,
  rows: readonly (readonly ColumnValue[])[],
  run: (text: string, values: readonly ColumnValue[]) => void,
): void {
  let from = 0
  for (let count = maxRows; count >= 1; count /= 2)
    for (; rows.length - from >= count; from += count)
      run(statement.forRows(count), rows.slice(from, from + count).flat())
}
