import type { DeliveryFilter } from '../../control/contract.js'
import { useFetched } from '../../look/fetched.js'
import { go } from '../../look/place.js'
import { control } from '../control.js'

const names = ['text', 'transport', 'status', 'eventType'] as const

/** The filter that an address asks for. */
export const filterIn = (query: URLSearchParams): DeliveryFilter =>
  Object.fromEntries(names.map((name) => [name, query.get(name) || undefined]))

interface DeliveryFiltersProps {
  readonly filter: DeliveryFilter
  /** The address without its query. */
  readonly here: string
}

/** Which deliveries to show; the address says so too, to be kept or passed on. */
export function DeliveryFilters({ filter, here }: DeliveryFiltersProps) {
  const { value: info } = useFetched('info', control.info)

  function choose(name: (typeof names)[number], value: string): void {
    const next = { ...filter, [name]: value || undefined }
    const given = Object.entries(next).filter(([, each]) => each !== undefined)
    const query = new URLSearchParams(given as [string, string][]).toString()
    go(query ? `${here}?${query}` : here, { replace: true })
  }

  return (
    <form class="filters" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        aria-label="Text in it"
        placeholder="Search: an ID, an address, a word"
        value={filter.text ?? ''}
        onInput={({ currentTarget }) => choose('text', currentTarget.value)}
      />
      <Choice
        label="Transport"
        any="Transport"
        values={['Email', 'SQS', 'SNS']}
        value={filter.transport}
        choose={(value) => choose('transport', value)}
      />
      <Choice
        label="Status"
        any="Status"
        values={['pending', 'sent', 'failed']}
        value={filter.status}
        choose={(value) => choose('status', value)}
      />
      <Choice
        label="Event type"
        any="Event"
        values={info?.eventTypes ?? (filter.eventType ? [filter.eventType] : [])}
        value={filter.eventType}
        choose={(value) => choose('eventType', value)}
      />
    </form>
  )
}

interface ChoiceProps {
  readonly label: string
  /** What choosing nothing means. */
  readonly any: string
  readonly values: readonly string[]
  readonly value?: string
  readonly choose: (value: string) => void
}

const Choice = ({ label, any, values, value = '', choose }: ChoiceProps) => (
  <select
    aria-label={label}
    value={value}
    onChange={({ currentTarget }) => choose(currentTarget.value)}
  >
    <option value="">{any}</option>
    {values.map((each) => (
      <option key={each}>{each}</option>
    ))}
  </select>
)
