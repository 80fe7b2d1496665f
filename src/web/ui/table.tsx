import type { ComponentChildren } from 'preact'

interface TableProps {
  /** What it holds, to somebody who cannot see it. */
  readonly label: string
  readonly columns: readonly Column[]
  readonly children: ComponentChildren
}

/** The name of a column; of one that holds numbers, and of one whose name need not be seen. */
export type Column = string | { readonly number: string } | { readonly unseen: string }

/** A table that scrolls by itself where it is too wide, also by keyboard. */
export const Table = ({ label, columns, children }: TableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section class="scrolls" aria-label={label} tabIndex={0}>
    <table>
      <thead>
        <tr>
          {columns.map((column, index) => (
            <Head key={index} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
)

function Head({ column }: { readonly column: Column }) {
  if (typeof column === 'string') return <th scope="col">{column}</th>
  if ('unseen' in column)
    return (
      <th scope="col">
        <span class="unseen">{column.unseen}</span>
      </th>
    )
  return (
    <th scope="col" class="number">
      {column.number}
    </th>
  )
}
