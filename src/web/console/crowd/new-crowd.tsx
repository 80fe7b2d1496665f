import { useState } from 'preact/hooks'
import { Detail } from '../../ui/detail.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { NumberField, SelectField, TextField } from '../../ui/fields.js'
import { navigate } from '../../ui/router.js'
import { useAction } from '../../ui/use-action.js'
import { useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { type CrowdFormState, initialCrowdFormState, toCrowdInput } from './form-state.js'

/** A form that creates and starts a crowd. */
export function NewCrowd() {
  const [form, setForm] = useState<CrowdFormState>(initialCrowdFormState)
  const { isBusy, error, handleSubmit } = useAction()
  const { value: hitTypeList } = useLiveQuery('types', () =>
    control.request('GET /_mturk/hit-types', { limit: 200 }),
  )
  const field = (name: keyof CrowdFormState) => ({
    value: form[name],
    change: (value: string) => setForm((previous) => ({ ...previous, [name]: value })),
  })

  async function create(): Promise<void> {
    await control.putCrowd(form.name, toCrowdInput(form))
    navigate(`/console/crowd/${form.name}`, { replace: true })
  }

  return (
    <Detail back="/console/crowd" listTitle="Crowd">
      <h2>New crowd</h2>
      <p class="lead">
        Simulated workers arrive by the emulator’s clock, look for HITs that they qualify for, and
        work on them with these settings.
      </p>
      <form class="card" onSubmit={handleSubmit(create)}>
        <TextField
          label="Name"
          required
          pattern="[A-Za-z0-9_\-]{1,64}"
          title="Letters, digits, dashes and underscores"
          {...field('name')}
        />
        <div class="fields">
          <NumberField label="Workers" min={1} max={10_000} {...field('workers')} />
          <NumberField
            label="Arrivals per hour"
            min={0.001}
            max={1_000_000}
            placeholder="1 per worker"
            {...field('arrivalsPerHour')}
          />
        </div>
        <div class="fields">
          <NumberField label="Minimum seconds" min={0} {...field('minSeconds')} />
          <NumberField label="Maximum seconds" min={0} {...field('maxSeconds')} />
        </div>
        <div class="fields">
          <NumberField label="Returned, %" min={0} max={100} {...field('returnRate')} />
          <NumberField label="Abandoned, %" min={0} max={100} {...field('abandonRate')} />
          <NumberField label="Bad answers, %" min={0} max={100} {...field('errorRate')} />
        </div>
        <SelectField
          label="Works on"
          options={[
            ['', 'all HITs'],
            ...(hitTypeList?.hitTypes ?? []).map(({ id, title }) => [id, title] as const),
          ]}
          {...field('hitType')}
        />
        <TextField label="Seed" placeholder="generated" {...field('seed')} />
        <div class="buttons">
          <button type="submit" class="strong" disabled={isBusy}>
            Start
          </button>
        </div>
      </form>
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </Detail>
  )
}
