import { useLayoutEffect } from 'preact/hooks'
import { ActionButton } from '../../ui/action-button.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { createDestination, resourceNames } from '../destinations.js'
import type { TestEventFormState } from './form-state.js'

interface DestinationFieldProps {
  readonly form: Pick<TestEventFormState, 'transport' | 'destination' | 'account'>
  readonly change: (next: { readonly destination: string }) => void
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

  // An effect after painting could replace what was typed in the meantime.
  useLayoutEffect(() => {
    if (destination === '' && suggestions?.[0]) change({ destination: suggestions[0] })
  }, [suggestions, destination])
  async function create(): Promise<void> {
    const resource = resourceNames[transport as 'SQS' | 'SNS']
    change({ destination: (await createDestination(resource, 'news', form.account)).destination })
    refresh()
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
          <ActionButton action={create}>Create one named “news”</ActionButton>
        </p>
      )}
    </div>
  )
}

/** The newest known destinations of a transport: recipients of mails, queues, topics. */
async function listDestinations(transport: string): Promise<readonly string[]> {
  if (transport === 'SNS')
    return (await control.request('GET /_mturk/topics')).topics.map(({ arn }) => arn)
  if (transport === 'SQS') {
    const { queues } = await control.request('GET /_mturk/queues', { newest: 0 })
    return queues.map(({ url }) => url)
  }
  const { mails } = await control.request('GET /_mturk/mailbox', { limit: 100 })
  const recipients = mails.flatMap(({ to }) => to)
  return [...new Set([...recipients, 'you@example.com'])].slice(0, 20)
}
