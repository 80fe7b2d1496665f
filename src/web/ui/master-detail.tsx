import type { ComponentChildren } from 'preact'

interface MasterDetailProps {
  readonly title: string
  readonly count?: number
  /** Buttons beside the title. */
  readonly actions?: ComponentChildren
  /** The accessible name of the detail area: `Delivery`. */
  readonly detailLabel: string
  readonly isOpen: boolean
  readonly list: ComponentChildren
  readonly detail: ComponentChildren
}

/** A list with the open item beside it; a narrow screen shows one of them. */
export const MasterDetail = ({
  title,
  count,
  actions,
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
        {actions && <div class="buttons">{actions}</div>}
      </header>
      {list}
    </section>
    <section class="detail" aria-label={detailLabel}>
      {detail}
    </section>
  </div>
)
