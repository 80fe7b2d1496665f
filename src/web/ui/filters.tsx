import { navigate } from './router.js'

interface FiltersProps {
  /** The current filter, as the query of the address. */
  readonly query: URLSearchParams
  /** The address without its query. */
  readonly basePath: string
  readonly placeholder: string
  readonly choices: readonly Choice[]
}

export interface Choice {
  readonly name: string
  /** The accessible name, and the text of the empty option. */
  readonly label: string
  readonly values: readonly string[]
}

/** The filter of a list. It is part of the address, so that it can be bookmarked. */
export function Filters({ query, basePath, placeholder, choices }: FiltersProps) {
  function setFilter(name: string, value: string): void {
    const next = new URLSearchParams(query)
    if (value) next.set(name, value)
    else next.delete(name)
    navigate(next.size > 0 ? `${basePath}?${next}` : basePath, { replace: true })
  }

  return (
    <form class="filters" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        aria-label="Search"
        placeholder={placeholder}
        value={query.get('text') ?? ''}
        onInput={({ currentTarget }) => setFilter('text', currentTarget.value)}
      />
      {choices.map(({ name, label, values }) => {
        const value = query.get(name) ?? ''
        const options = value && !values.includes(value) ? [value, ...values] : values
        return (
          <select
            key={name}
            aria-label={label}
            value={value}
            onChange={({ currentTarget }) => setFilter(name, currentTarget.value)}
          >
            <option value="">{label}</option>
            {options.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        )
      })}
    </form>
  )
}

/** Reads the named filters from the query of an address. */
export const readFilter = (
  query: URLSearchParams,
  names: readonly string[],
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(names.map((name) => [name, query.get(name) || undefined]))
