import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useAsked } from '../ui/asked.js'
import { Empty, Failed } from '../ui/empty.js'
import { useEvery } from '../ui/every.js'
import { go } from '../ui/place.js'
import { keepWorker } from './known-workers.js'
import { views } from './views.js'
import { hearStanding, WorkingAsContext } from './working-as.js'

interface ShellProps {
  readonly id: string
  /** What follows the worker's ID in the address. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** What surrounds every page of a worker's: where one can go, and as whom. */
export function Shell({ id, path, query }: ShellProps) {
  const [name, ...rest] = path
  const view = views.find((each) => each.name === name)
  const { value: standing, error, refresh } = useAsked(id, () => hearStanding(id))
  useEvery(pause, refresh)
  const workingAs = useMemo(() => ({ id, standing, refresh }), [id, standing, refresh])
  const main = useRef<HTMLElement>(null)
  const isFirst = useRef(true)

  useEffect(() => keepWorker(id), [id])
  useEffect(() => {
    if (name === undefined) go(`/worker/${id}/hits`, { replace: true })
  }, [name])
  useEffect(() => {
    document.title = `${view?.title ?? 'Work'} · ${id} · mturk-local`
    // Whoever does not see the page change is taken to its beginning.
    if (!isFirst.current) main.current!.focus()
    isFirst.current = false
  }, [path.join('/')])

  const accepted = standing?.counts.Accepted
  return (
    <WorkingAsContext.Provider value={workingAs}>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="top">
        <a class="brand" href={`/worker/${id}/hits`}>
          mturk-local <span class="muted">work</span>
        </a>
        <nav aria-label="Pages">
          <ul>
            {views
              .filter(({ isPlace }) => isPlace)
              .map(({ name: each, title }) => (
                <li key={each}>
                  <a
                    href={`/worker/${id}/${each}`}
                    aria-current={each === (view?.within ?? name) ? 'page' : undefined}
                  >
                    {title}
                    {each === 'tasks' && accepted ? <span class="count">{accepted}</span> : null}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <p class="who">
          <code>{id}</code>{' '}
          <a href="/worker" title="Work as somebody else in this tab">
            Change
          </a>
        </p>
      </header>
      {error && <Failed>{error}</Failed>}
      <main id="main" tabIndex={-1} ref={main}>
        {view ? (
          <view.page path={rest} query={query} />
        ) : (
          name !== undefined && (
            <Empty title={`There is no page “${name}”.`}>
              <a href={`/worker/${id}/hits`}>To the HITs</a>
            </Empty>
          )
        )}
      </main>
    </WorkingAsContext.Provider>
  )
}

/** Milliseconds between two looks at how the worker stands: requesters and the clock change it. */
const pause = 3000
