import { useState } from 'preact/hooks'
import { Failed } from '../../ui/empty.js'
import { useFetched } from '../../ui/fetched.js'
import { NumberField } from '../../ui/number-field.js'
import { go } from '../../ui/place.js'
import { useWork } from '../../ui/work.js'
import { control } from '../control.js'
import { type CrowdDraft, crowdOf, firstCrowd } from './draft.js'

/** A form that makes a crowd and sets it to work. */
export function NewCrowd({ made }: { readonly made: () => void }) {
  const [draft, setDraft] = useState<CrowdDraft>(firstCrowd)
  const { isBusy, error, begin } = useWork()
  const { value: types } = useFetched('types', () => control.market.hitTypes({ limit: 200 }))
  const field = (name: keyof CrowdDraft) => ({
    value: draft[name],
    change: (value: string) => setDraft((before) => ({ ...before, [name]: value })),
  })
  const name = field('name')
  const seed = field('seed')
  const hitType = field('hitType')

  async function make(): Promise<void> {
    await control.putCrowd(draft.name, crowdOf(draft))
    made()
    go(`/console/crowd/${draft.name}`, { replace: true })
  }

  return (
    <article class="document">
      <a class="back" href="/console/crowd">
        ← Crowd
      </a>
      <h2>New crowd</h2>
      <p class="lead">
        Simulated workers who come by the world’s clock, look for HITs that they may do, and do them
        as said here.
      </p>
      <form class="card" onSubmit={begin(make)}>
        <label class="field">
          <span>Name</span>
          <input
            value={name.value}
            required
            pattern="[A-Za-z0-9_\-]{1,64}"
            title="Letters, digits, dashes and underscores"
            spellcheck={false}
            autoComplete="off"
            onInput={({ currentTarget }) => name.change(currentTarget.value)}
          />
        </label>
        <div class="fields">
          <NumberField label="Workers" min={1} max={10_000} {...field('workers')} />
          <NumberField
            label="Arrivals an hour"
            min={0.001}
            max={1_000_000}
            placeholder="1 each"
            {...field('arrivalsPerHour')}
          />
        </div>
        <div class="fields">
          <NumberField label="Least seconds" min={0} {...field('least')} />
          <NumberField label="Most seconds" min={0} {...field('most')} />
        </div>
        <div class="fields">
          <NumberField label="Returned, %" min={0} max={100} {...field('returns')} />
          <NumberField label="Abandoned, %" min={0} max={100} {...field('abandons')} />
          <NumberField label="Done badly, %" min={0} max={100} {...field('fails')} />
        </div>
        <label class="field">
          <span>Works on</span>
          <select
            value={hitType.value}
            onChange={({ currentTarget }) => hitType.change(currentTarget.value)}
          >
            <option value="">every HIT</option>
            {types?.hitTypes.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Seed</span>
          <input
            value={seed.value}
            placeholder="one is made"
            spellcheck={false}
            autoComplete="off"
            onInput={({ currentTarget }) => seed.change(currentTarget.value)}
          />
        </label>
        <div class="buttons">
          <button type="submit" class="strong" disabled={isBusy}>
            Start
          </button>
        </div>
      </form>
      {error && <Failed>{error}</Failed>}
    </article>
  )
}
