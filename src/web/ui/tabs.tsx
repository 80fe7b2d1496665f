interface TabsProps {
  readonly label: string
  readonly tabs: readonly {
    readonly href: string
    readonly title: string
    readonly count?: number
    readonly isCurrent: boolean
  }[]
}

/** Tabs, each with an address. */
export const Tabs = ({ label, tabs }: TabsProps) => (
  <nav class="tabs" aria-label={label}>
    {tabs.map(({ href, title, count, isCurrent }) => (
      <a key={href} href={href} aria-current={isCurrent ? 'page' : undefined}>
        {title}
        {count !== undefined && <span class="count">{count.toLocaleString('en')}</span>}
      </a>
    ))}
  </nav>
)
