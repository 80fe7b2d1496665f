import { useState } from 'preact/hooks'
import type { TopicView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { DataTable } from '../../ui/data-table.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { SelectField, TextField } from '../../ui/fields.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { useAction } from '../../ui/use-action.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'

type Subscription = TopicView['subscriptions'][number]

/** The subscriptions of a topic, and a form that adds one. */
export const Subscriptions = ({ topic }: { readonly topic: TopicView }) => (
  <section aria-label="Subscriptions">
    <h3>Subscriptions</h3>
    {topic.subscriptions.length === 0 && <p class="muted">No subscriptions.</p>}
    <DataTable
      label="Subscription list"
      stacks
      rows={topic.subscriptions}
      getKey={({ arn }) => arn}
      columns={[
        ['Protocol', ({ protocol }) => protocol],
        [
          'Endpoint',
          ({ endpoint, attributes }) => (
            <>
              <code>{endpoint}</code>
              <div class="hint">{formatSettings(attributes)}</div>
            </>
          ),
          'breaks',
        ],
        ['Confirmation', (each) => <Confirmation subscription={each} />],
        ['Remove', (each) => <RemoveButton subscription={each} />, 'action'],
      ]}
    />
    <NewSubscription arn={topic.arn} />
  </section>
)

const Confirmation = ({ subscription }: { readonly subscription: Subscription }) => {
  const { arn, topicArn, confirmed } = subscription
  return (
    <>
      <StatusBadge tone={confirmed ? 'good' : 'waiting'}>
        {confirmed ? 'confirmed' : 'pending'}
      </StatusBadge>{' '}
      {!confirmed && (
        <ActionButton
          variant="quiet"
          action={() =>
            control.request('POST /_mturk/topics/{arn}/subscriptions/{subscription}/confirm', {
              arn: topicArn,
              subscription: arn,
            })
          }
        >
          Confirm
        </ActionButton>
      )}
    </>
  )
}

const RemoveButton = ({ subscription }: { readonly subscription: Subscription }) => {
  const { arn, topicArn, endpoint } = subscription
  return (
    <ActionButton
      variant="quiet"
      label={`Remove the subscription of ${endpoint}`}
      confirm={{ question: `Remove the subscription of ${endpoint}?`, verb: 'Remove' }}
      action={() =>
        control.request('DELETE /_mturk/topics/{arn}/subscriptions/{subscription}', {
          arn: topicArn,
          subscription: arn,
        })
      }
    >
      Remove
    </ActionButton>
  )
}

const formatSettings = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')

const endpointLabels = {
  sqs: 'Queue ARN',
  lambda: 'Function ARN',
  http: 'URL',
  https: 'URL',
  email: 'Email address',
  'email-json': 'Email address',
} as const

function NewSubscription({ arn }: { readonly arn: string }) {
  const [protocol, setProtocol] = useState<keyof typeof endpointLabels>('sqs')
  const [endpoint, setEndpoint] = useState('')
  const { isBusy, error, handleSubmit } = useAction()
  const { value } = useLiveQuery(
    'queue ARNs',
    () => control.request('GET /_mturk/queues', { newest: 0, limit: 100 }),
    ['queue'],
  )

  async function subscribe(): Promise<void> {
    await control.request('POST /_mturk/topics/{arn}/subscriptions', {
      arn,
      body: { protocol, endpoint },
    })
    setEndpoint('')
  }

  return (
    <details class="more">
      <summary>New subscription</summary>
      <form class="in-line" onSubmit={handleSubmit(subscribe)}>
        <SelectField
          label="Protocol"
          value={protocol}
          change={(next) => setProtocol(next as typeof protocol)}
          options={Object.keys(endpointLabels)}
        />
        <TextField
          label={endpointLabels[protocol]}
          value={endpoint}
          change={setEndpoint}
          required
          suggestions={protocol === 'sqs' ? value?.queues.map((each) => each.arn) : undefined}
        />
        <button type="submit" disabled={isBusy}>
          Subscribe
        </button>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </details>
  )
}
