import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useQuery } from '../ui/use-query.js'
import { EmptyState, ErrorMessage } from '../ui/empty-state.js'
import { usePolling } from '../ui/use-polling.js'
import { navigate } from '../ui/router.js'
import { rememberWorker } from './recent-workers.js'
import { workerRoutes } from './routes.js'
import { loadWorkerSummary, CurrentWorkerContext } from './current-worker.js'

interface WorkerLayoutProps {
  readonly id: string
  /** What follows the worker's ID in the address. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** What surrounds every page of a worker's: where one can go, and as whom. */
export function WorkerLayout({ id, path, query }: WorkerLayoutProps) {
  const [name, ...rest] = path
  const route = workerRoutes.find((each) => each.name === name)
  const { value: workerSummary, error, refresh } = useQuery(id, () => loadWorkerSummary(id))
  usePolling(pollInterval, refresh)
  const currentWorker = useMemo(
    () => ({ id, workerSummary, refresh }),
    [id, workerSummary, refresh],
  )
  const main = useRef<HTMLElement>(null)
  const isFirstRender = useRef(true)

  useEffect(() => rememberWorker(id), [id])
  useEffect(() => {
    if (name === undefined) navigate(`/worker/${id}/hits`, { replace: true })
  }, [name])
  useEffect(() => {
    document.title = `${route?.title ?? 'Work'} · ${id} · mturk-local`
    // Whoever does not see the page change is taken to its beginning.
    if (!isFirstRender.current) main.current!.focus()
    isFirstRender.current = false
  }, [path.join('/')])

  const acceptedCount = workerSummary?.counts.Accepted
  return (
    <CurrentWorkerContext.Provider value={currentWorker}>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="top">
        <a class="brand" href={`/worker/${id}/hits`}>
          mturk-local <span class="muted">work</span>
        </a>
        <nav aria-label="Pages">
          <ul>
            {workerRoutes
              .filter(({ isInNavigation }) => isInNavigation)
              .map(({ name: each, title }) => (
                <li key={each}>
                  <a
                    href={`/worker/${id}/${each}`}
                    aria-current={each === (route?.parent ?? name) ? 'page' : undefined}
                  >
                    {title}
                    {each === 'tasks' && acceptedCount ? (
                      <span class="count">{acceptedCount}</span>
                    ) : null}
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
      {error && <ErrorMessage>{error}</ErrorMessage>}
      <main id="main" tabIndex={-1} ref={main}>
        {route ? (
          <route.page path={rest} query={query} />
        ) : (
          name !== undefined && (
            <EmptyState title={`There is no page “${name}”.`}>
              <a href={`/worker/${id}/hits`}>To the HITs</a>
            </EmptyState>
          )
        )}
      </main>
    </CurrentWorkerContext.Provider>
  )
}

/** Milliseconds between two looks at how the worker stands: requesters and the clock change it. */
const pollInterval = 3000
