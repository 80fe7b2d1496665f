import { useState } from 'preact/hooks'
import type { Json, WorkerTold } from '../../../server/control/contract.js'
import { Failed } from '../../ui/empty.js'
import { client } from '../client.js'
import { useWorkingAs } from '../working-as.js'

/** What MTurk itself knew of a worker, and HITs may ask for; a developer may say it here. */
export function About() {
  const { id, standing, refresh } = useWorkingAs()
  const [error, setError] = useState('')
  if (!standing) return null
  const { worker, mayBeDescribed } = standing

  async function keep(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    const [Country, Subdivision] = String(data.get('place')).toUpperCase().split('-')
    const known = { adult: data.has('adult'), master: data.has('master') }
    const locale = Country ? { locale: { Country, ...(Subdivision && { Subdivision }) } } : {}
    setError('')
    await client.worker(id, { ...known, ...locale }).then(refresh, ({ message }: Error) => {
      setError(message)
    })
  }

  return (
    <section class="about" aria-labelledby="about">
      <h2 id="about">What is known of you</h2>
      <dl class="facts">
        <dt>Country</dt>
        <dd>{placeOf(worker) || 'Not said'}</dd>
        <dt>Content for adults</dt>
        <dd>{worker.adult ? 'Yes' : 'No'}</dd>
        <dt>Master</dt>
        <dd>{worker.master ? 'Yes' : 'No'}</dd>
      </dl>
      {mayBeDescribed && (
        <details class="more">
          <summary>Change it</summary>
          <form class="sign-in" onSubmit={keep}>
            <div class="field">
              <label for="place">Country</label>
              <input
                id="place"
                name="place"
                pattern="[A-Za-z]{2}(-[A-Za-z]{2})?"
                title="As DE, or US-CA"
                placeholder="DE, or US-CA"
                defaultValue={placeOf(worker)}
              />
            </div>
            <label class="tick">
              <input type="checkbox" name="adult" defaultChecked={worker.adult} />
              Content for adults
            </label>
            <label class="tick">
              <input type="checkbox" name="master" defaultChecked={worker.master} />
              Master
            </label>
            {error && <Failed>{error}</Failed>}
            <div class="buttons">
              <button type="submit">Keep</button>
            </div>
          </form>
        </details>
      )}
    </section>
  )
}

const placeOf = ({ locale }: Json<WorkerTold>['worker']): string =>
  [locale?.Country, locale?.Subdivision].filter(Boolean).join('-')
