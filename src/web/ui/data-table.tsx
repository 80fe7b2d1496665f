import type { ComponentChildren } from 'preact'

interface DataTableProps {
  /** What it holds, to somebody who cannot see it. */
  readonly label: string
  readonly columns: readonly TableColumn[]
  readonly children: ComponentChildren
}

/** The name of a column; of one that holds numbers, and of one whose name need not be seen. */
export type TableColumn = string | { readonly number: string } | { readonly visuallyHidden: string }

/** A table that scrolls by itself where it is too wide, also by keyboard. */
export const DataTable = ({ label, columns, children }: DataTableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section class="scrolls" aria-label={label} tabIndex={0}>
    <table>
      <thead>
        <tr>
          {columns.map((column, index) => (
            <ColumnHeader key={index} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
)

function ColumnHeader({ column }: { readonly column: TableColumn }) {
  if (typeof column === 'string') return <th scope="col">{column}</th>
  if ('visuallyHidden' in column)
    return (
      <th scope="col">
        <span class="unseen">{column.visuallyHidden}</span>
      </th>
    )
  return (
    <th scope="col" class="number">
      {column.number}
    </th>
  )
}
