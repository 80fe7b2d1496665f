import { go } from './place.js'

interface FiltersProps {
  /** What can be filtered by, as the address names it; the first is a text. */
  readonly query: URLSearchParams
  /** The address without its query. */
  readonly here: string
  readonly placeholder: string
  readonly choices: readonly Choice[]
}

export interface Choice {
  readonly name: string
  /** What is chosen, and what choosing nothing shows. */
  readonly label: string
  readonly values: readonly string[]
}

/** Which of a list to show; the address says so too, to be kept or passed on. */
export function Filters({ query, here, placeholder, choices }: FiltersProps) {
  function choose(name: string, value: string): void {
    const next = new URLSearchParams(query)
    if (value) next.set(name, value)
    else next.delete(name)
    go(next.size > 0 ? `${here}?${next}` : here, { replace: true })
  }

  return (
    <form class="filters" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        aria-label="Text in it"
        placeholder={placeholder}
        value={query.get('text') ?? ''}
        onInput={({ currentTarget }) => choose('text', currentTarget.value)}
      />
      {choices.map(({ name, label, values }) => {
        const value = query.get(name) ?? ''
        const offered = value && !values.includes(value) ? [value, ...values] : values
        return (
          <select
            key={name}
            aria-label={label}
            value={value}
            onChange={({ currentTarget }) => choose(name, currentTarget.value)}
          >
            <option value="">{label}</option>
            {offered.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        )
      })}
    </form>
  )
}

/** What an address asks for, of the names that can be asked for. */
export const filterIn = (
  query: URLSearchParams,
  names: readonly string[],
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(names.map((name) => [name, query.get(name) || undefined]))
