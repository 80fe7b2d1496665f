import type { WorkerSummaryView } from '../../../server/control/views.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { Facts } from '../../ui/facts.js'
import { useAction } from '../../ui/use-action.js'
import { client } from '../client.js'
import { useCurrentWorker } from '../current-worker.js'

/** The attributes behind system qualifications such as Worker_Locale; developers may edit them. */
export function WorkerAttributes() {
  const { id, workerSummary, refresh } = useCurrentWorker()
  const { error, run } = useAction()
  if (!workerSummary) return null
  const { worker, isEditable } = workerSummary

  function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    const [Country, Subdivision] = String(data.get('place')).toUpperCase().split('-')
    const flags = { adult: data.has('adult'), master: data.has('master') }
    const locale = Country ? { locale: { Country, ...(Subdivision && { Subdivision }) } } : {}
    return run(() => client.putWorker(id, { ...flags, ...locale }).then(refresh))
  }

  return (
    <section class="about" aria-labelledby="about">
      <h2 id="about">Your attributes</h2>
      <Facts
        entries={{
          Country: formatLocale(worker) || 'Not set',
          'Adult content': worker.adult ? 'Yes' : 'No',
          Master: worker.master ? 'Yes' : 'No',
        }}
      />
      {isEditable && (
        <details class="more">
          <summary>Edit</summary>
          <form class="card" onSubmit={save}>
            <div class="field">
              <label for="place">Country</label>
              <input
                id="place"
                name="place"
                pattern="[A-Za-z]{2}(-[A-Za-z]{2})?"
                title="For example DE or US-CA"
                placeholder="DE or US-CA"
                defaultValue={formatLocale(worker)}
              />
            </div>
            <label class="check">
              <input type="checkbox" name="adult" defaultChecked={worker.adult} />
              Adult content
            </label>
            <label class="check">
              <input type="checkbox" name="master" defaultChecked={worker.master} />
              Master
            </label>
            {error && <ErrorMessage>{error}</ErrorMessage>}
            <div class="buttons">
              <button type="submit">Save</button>
            </div>
          </form>
        </details>
      )}
    </section>
  )
}

const formatLocale = ({ locale }: WorkerSummaryView['worker']): string =>
  [locale?.Country, locale?.Subdivision].filter(Boolean).join('-')
