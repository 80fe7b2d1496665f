import type { ComponentChildren } from 'preact'

interface ListRowProps {
  readonly title: ComponentChildren
  /** Shown beside the title. */
  readonly tag?: ComponentChildren
  readonly end?: ComponentChildren
  readonly below?: ComponentChildren
  readonly belowEnd?: ComponentChildren
}

/** A list item in two lines: title and time, details and status. */
export const ListRow = ({ title, tag, end, below, belowEnd }: ListRowProps) => (
  <>
    <span class="line">
      <strong class="ellipsis">{title}</strong>
      {tag}
      <span class="end">{end}</span>
    </span>
    <span class="line">
      {typeof below === 'string' ? <span class="ellipsis muted">{below}</span> : below}
      <span class="end">{belowEnd}</span>
    </span>
  </>
)
