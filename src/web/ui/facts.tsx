import type { ComponentChildren } from 'preact'

/** Names and values; entries without a value are left out. */
type FactEntries = Readonly<Record<string, ComponentChildren>>

export const Facts = ({ entries }: { readonly entries: FactEntries }) => (
  <dl class="facts">
    {Object.entries(entries)
      .filter(([, value]) => value !== undefined && value !== '' && value !== false)
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)

interface FactsSectionProps {
  readonly entries: FactEntries
  readonly children?: ComponentChildren
}

export const FactsSection = ({ entries, children }: FactsSectionProps) => (
  <section aria-label="Details">
    <h3>Details</h3>
    <Facts entries={entries} />
    {children}
  </section>
)
