import { useState } from 'preact/hooks'
import { Detail } from '../../ui/detail.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { NumberField, Radios, TextField } from '../../ui/fields.js'
import { navigate } from '../../ui/router.js'
import { useAction } from '../../ui/use-action.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { type TargetKind, targets } from './targets.js'

/** A form that starts a check. */
export function NewCheck() {
  const [targetName, setTargetName] = useState<keyof typeof targets>('Queue')
  const [address, setAddress] = useState('')
  const [only, setOnly] = useState('')
  const [timeout, setTimeout] = useState('10000')
  const [acknowledges, setAcknowledges] = useState(false)
  const { isBusy, error, handleSubmit } = useAction()
  const { kind, label } = targets[targetName]
  const { value: suggestions = [] } = useLiveQuery(kind, () => listAddresses(kind))

  async function start(): Promise<void> {
    const names = only.split(/[\s,]+/).filter(Boolean)
    const { id } = await control.request('POST /_mturk/checks', {
      body: {
        target: { kind, address },
        only: names.length > 0 ? names : undefined,
        timeout: Number(timeout),
        acknowledges,
      },
    })
    navigate(`/console/consumers/${id}`, { replace: true })
  }

  return (
    <Detail back="/console/consumers" listTitle="Consumers">
      <h2>Check a consumer</h2>
      <p class="lead">
        Sends every kind of notification to a consumer that runs, and watches what it does.
      </p>
      <form class="card" onSubmit={handleSubmit(start)}>
        <Radios
          legend="It receives from a"
          name="kind"
          values={Object.keys(targets)}
          value={targetName}
          choose={(name) => {
            setTargetName(name as keyof typeof targets)
            setAddress('')
          }}
        />
        <TextField
          label={label}
          value={address}
          change={setAddress}
          required
          suggestions={suggestions}
        />
        <TextField
          label="Only these cases"
          value={only}
          change={setOnly}
          placeholder="all"
          hint="Names, separated by commas."
        />
        <NumberField
          label="Milliseconds for each message"
          value={timeout}
          change={setTimeout}
          min={10}
          max={600_000}
        />
        <label>
          <input
            type="checkbox"
            checked={acknowledges}
            onChange={({ currentTarget }) => setAcknowledges(currentTarget.checked)}
          />{' '}
          It acknowledges each event that it has handled
        </label>
        <div class="buttons">
          <button type="submit" class="strong" disabled={isBusy}>
            Check
          </button>
        </div>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </Detail>
  )
}

/** Known addresses of a kind of target. */
async function listAddresses(kind: TargetKind): Promise<readonly string[]> {
  if (kind === 'queue') {
    const { queues } = await control.request('GET /_mturk/queues', { newest: 0 })
    return queues.map(({ url }) => url)
  }
  if (kind !== 'topic') return []
  return (await control.request('GET /_mturk/topics')).topics.map(({ arn }) => arn)
}
