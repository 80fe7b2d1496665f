import type { ComponentChildren } from 'preact'

interface SplitProps {
  readonly title: string
  readonly count?: number
  /** What is open beside the list, to somebody who cannot see it: `Delivery`. */
  readonly one: string
  readonly isOpen: boolean
  readonly list: ComponentChildren
  readonly detail: ComponentChildren
}

/** A list, and one of it whole beside it; on a narrow screen one or the other. */
export const Split = ({ title, count, one, isOpen, list, detail }: SplitProps) => (
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
    <section class="detail" aria-label={one}>
      {detail}
    </section>
  </div>
)
