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
    const history = Object.fromEntries(
      historyFields.flatMap(([name]) => {
        const number = String(data.get(name))
        return number === '' ? [] : [[name, Number(number)]]
      }),
    )
    return run(() => client.putWorker(id, { ...flags, ...locale, history }).then(refresh))
  }

  return (
    <section class="about" aria-labelledby="about">
      <h2 id="about">Your attributes</h2>
      <Facts
        entries={{
          Country: formatLocale(worker) || 'Not set',
          'Adult content': worker.adult ? 'Yes' : 'No',
          Master: worker.master ? 'Yes' : 'No',
          'Earlier assignments': formatHistory(worker) || 'None',
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
            <fieldset class="field">
              <legend>Earlier assignments</legend>
              <p class="hint" id="history-hint">
                They count towards the number and the percentage approved. Submitted ones include
                those approved and rejected.
              </p>
              <div class="fields">
                {historyFields.map(([name, label]) => (
                  <div class="field" key={name}>
                    <label for={`history-${name}`}>{label}</label>
                    <input
                      id={`history-${name}`}
                      name={name}
                      type="number"
                      min={0}
                      step={1}
                      aria-describedby="history-hint"
                      defaultValue={worker.history?.[name]}
                    />
                  </div>
                ))}
              </div>
            </fieldset>
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

const historyFields = [
  ['submitted', 'Submitted'],
  ['approved', 'Approved'],
  ['rejected', 'Rejected'],
  ['returned', 'Returned'],
] as const

const formatHistory = ({ history = {} }: WorkerSummaryView['worker']): string =>
  historyFields
    .flatMap(([name]) => {
      const count = history[name]
      return count === undefined ? [] : [`${count} ${name}`]
    })
    .join(', ')

const formatLocale = ({ locale }: WorkerSummaryView['worker']): string =>
  [locale?.Country, locale?.Subdivision].filter(Boolean).join('-')
