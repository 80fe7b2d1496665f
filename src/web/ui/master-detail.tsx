import type { ComponentChildren } from 'preact'

interface MasterDetailProps {
  readonly title: string
  readonly count?: number
  /** What is open beside the list, to somebody who cannot see it: `Delivery`. */
  readonly detailLabel: string
  readonly isOpen: boolean
  readonly list: ComponentChildren
  readonly detail: ComponentChildren
}

/** A list, and one of it whole beside it; on a narrow screen one or the other. */
export const MasterDetail = ({
  title,
  count,
  detailLabel,
  isOpen,
  list,
  detail,
}: MasterDetailProps) => (
  <div class={isOpen ? 'split has-open' : 'split'}>
    <section class="list" aria-labelledby="list-title">
      <header>
        <h1 id="list-title">{title}</h1>
        <p class="count" aria-live="polite">
          {count?.toLocaleString('en')}
        </p>
      </header>
      {list}
    </section>
    <section class="detail" aria-label={detailLabel}>
      {detail}
    </section>
  </div>
)
