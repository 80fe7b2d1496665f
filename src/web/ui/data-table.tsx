import type { ComponentChildren } from 'preact'

interface DataTableProps {
  /** The accessible name. */
  readonly label: string
  readonly columns: readonly TableColumn[]
  readonly children: ComponentChildren
}

/** The heading of a column: of text, of numbers, or one for screen readers only. */
type TableColumn = string | { readonly number: string } | { readonly visuallyHidden: string }

/** A table that scrolls sideways where it is too wide, also by keyboard. */
export const DataTable = ({ label, columns, children }: DataTableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable areas must be reachable by keyboard
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
        <span class="visually-hidden">{column.visuallyHidden}</span>
      </th>
    )
  return (
    <th scope="col" class="number">
      {column.number}
    </th>
  )
}
