import { useEffect, useState } from 'preact/hooks'
import { ErrorMessage } from '../../ui/empty-state.js'
import { useLiveQuery } from '../../ui/use-live-query.js'
import { createDestination } from '../sqs-sns-client.js'
import { listDestinations } from './destinations.js'
import type { TestEventFormState } from './form-state.js'

interface DestinationFieldProps {
  readonly form: TestEventFormState
  readonly change: (next: Partial<TestEventFormState>) => void
}

const transportLabels = {
  Email: { label: 'Email address', resource: undefined },
  SQS: { label: 'Queue URL', resource: 'queue' },
  SNS: { label: 'Topic ARN', resource: 'topic' },
} as const

/** The destination: existing ones are suggested, others can be typed. */
export function DestinationField({ form, change }: DestinationFieldProps) {
  const { transport, destination } = form
  const { label, resource } = transportLabels[transport as keyof typeof transportLabels]
  const { value: suggestions, refresh } = useLiveQuery(transport, () => listDestinations(transport))
  const [error, setError] = useState('')

  useEffect(() => {
    if (destination === '' && suggestions?.[0]) change({ destination: suggestions[0] })
  }, [suggestions, destination])
  useEffect(() => setError(''), [transport])

  async function create(): Promise<void> {
    await createDestination(transport as 'SQS' | 'SNS', 'news').then(
      (created) => {
        change({ destination: created })
        refresh()
      },
      ({ message }: Error) => setError(message),
    )
  }

  return (
    <div class="field">
      <label for="destination">{label}</label>
      <input
        id="destination"
        list="destinations"
        type={transport === 'Email' ? 'email' : 'text'}
        value={destination}
        required
        autoComplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => change({ destination: currentTarget.value })}
      />
      <datalist id="destinations">
        {suggestions?.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {resource && suggestions?.length === 0 && (
        <p class="hint">
          There is no {resource} yet.{' '}
          <button type="button" onClick={create}>
            Create one named “news”
          </button>
        </p>
      )}
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </div>
  )
}
