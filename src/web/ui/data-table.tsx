import type { ComponentChildren } from 'preact'

/** Text by default; `action` hides the heading from all but screen readers. */
type CellKind = 'action' | 'breaks' | 'nowrap' | 'number'

type Column<T> = readonly [
  heading: string,
  renderCell: (row: T) => ComponentChildren,
  kind?: CellKind,
]

interface DataTableProps<T> {
  /** The accessible name. */
  readonly label: string
  readonly rows: readonly T[]
  /** Needed where rows can be removed. */
  readonly getKey?: (row: T) => string
  readonly columns: readonly Column<T>[]
  /** Whether it is too wide for a phone, where each row is then a block of its own. */
  readonly stacks?: boolean
}

/** A table that scrolls sideways where it is too wide, also by keyboard. Nothing without rows. */
export const DataTable = <T,>({
  label,
  rows,
  getKey,
  columns,
  stacks = false,
}: DataTableProps<T>) =>
  rows.length === 0 ? null : (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable areas must be reachable by keyboard
    <section class={stacks ? 'scrolls stacks' : 'scrolls'} aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(([heading, , kind]) => (
              <th key={heading} scope="col" class={kind === 'number' ? kind : undefined}>
                {kind === 'action' ? <span class="visually-hidden">{heading}</span> : heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={getKey?.(row) ?? index}>
              {columns.map(([heading, renderCell, kind]) => (
                <td
                  key={heading}
                  class={kind}
                  data-heading={kind === 'action' ? undefined : heading}
                >
                  {renderCell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
