import type { ComponentChildren } from 'preact'

interface ListRowProps {
  readonly title: ComponentChildren
  /** Beside the title. */
  readonly tag?: ComponentChildren
  readonly end?: ComponentChildren
  readonly below?: ComponentChildren
  readonly belowEnd?: ComponentChildren
}

/** One of a list in two lines: what and when, more of it and how it stands. */
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
