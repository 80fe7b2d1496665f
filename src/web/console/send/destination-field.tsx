import { useEffect, useState } from 'preact/hooks'
import { Failed } from '../../ui/empty.js'
import { useFetched } from '../../ui/fetched.js'
import { makeDestination } from '../own-services.js'
import { destinationsFor } from './destinations.js'
import type { Draft } from './draft.js'

interface DestinationFieldProps {
  readonly draft: Draft
  readonly change: (next: Partial<Draft>) => void
}

const kinds = {
  Email: { label: 'E-mail address', thing: undefined },
  SQS: { label: 'URL of the queue', thing: 'queue' },
  SNS: { label: 'ARN of the topic', thing: 'topic' },
} as const

/** Where to: what exists is offered, and anything else can be typed. */
export function DestinationField({ draft, change }: DestinationFieldProps) {
  const { transport, destination } = draft
  const { label, thing } = kinds[transport as keyof typeof kinds]
  const { value: known, refresh } = useFetched(transport, () => destinationsFor(transport))
  const [error, setError] = useState('')

  useEffect(() => {
    if (destination === '' && known?.[0]) change({ destination: known[0] })
  }, [known, destination])
  useEffect(() => setError(''), [transport])

  async function make(): Promise<void> {
    await makeDestination(transport as 'SQS' | 'SNS', 'news').then(
      (made) => {
        change({ destination: made })
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
        {known?.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {thing && known?.length === 0 && (
        <p class="hint">
          There is no {thing} yet.{' '}
          <button type="button" onClick={make}>
            Make one named “news”
          </button>
        </p>
      )}
      {error && <Failed>{error}</Failed>}
    </div>
  )
}
