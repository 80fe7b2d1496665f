import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { ClockContext } from '../ui/clock.js'
import { EmptyState, ErrorMessage } from '../ui/empty-state.js'
import { useLiveStream } from '../ui/live-events.js'
import { navigate } from '../ui/router.js'
import { useLiveQuery } from '../ui/use-query.js'
import { CurrentWorkerContext, loadWorkerSummary } from './current-worker.js'
import { rememberWorker } from './recent-workers.js'
import { workerSiteRoutes } from './routes.js'

interface WorkerLayoutProps {
  readonly id: string
  /** The segments after the worker's ID in the address. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** The frame of every page of a worker: navigation and worker ID. */
export function WorkerLayout({ id, path, query }: WorkerLayoutProps) {
  const [name, ...rest] = path
  const route = workerSiteRoutes.find((each) => each.name === name)
  useLiveStream(`/_mturk/workers/${id}/stream`)
  const {
    value: workerSummary,
    error,
    refresh,
  } = useLiveQuery(id, () => loadWorkerSummary(id), ['assignment', 'worker', 'clock'])
  const currentWorker = useMemo(
    () => ({ id, workerSummary, refresh }),
    [id, workerSummary, refresh],
  )
  const main = useRef<HTMLElement>(null)
  const isFirstRender = useRef(true)

  useEffect(() => rememberWorker(id), [id])
  useLayoutEffect(() => {
    if (name === undefined) navigate(`/worker/${id}/hits`, { replace: true })
  }, [name])
  // An effect after painting could take the focus from what was chosen in the new page.
  useLayoutEffect(() => {
    document.title = `${route?.title ?? 'Work'} · ${id} · mturk-local`
    // Move the focus to the new page for screen readers.
    if (!isFirstRender.current) main.current!.focus()
    isFirstRender.current = false
  }, [path.join('/')])

  const acceptedCount = workerSummary?.counts.Accepted
  return (
    <CurrentWorkerContext.Provider value={currentWorker}>
      <ClockContext.Provider value={workerSummary}>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header class="top">
          <a class="brand" href={`/worker/${id}/hits`}>
            mturk-local <span class="muted">work</span>
          </a>
          <nav aria-label="Pages">
            <ul>
              {workerSiteRoutes
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
          <p class="current-worker">
            <code>{id}</code>{' '}
            <a href="/worker" title="Sign in as another worker in this tab">
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
                <a href={`/worker/${id}/hits`}>Go to HITs</a>
              </EmptyState>
            )
          )}
        </main>
      </ClockContext.Provider>
    </CurrentWorkerContext.Provider>
  )
}
