import { useLayoutEffect } from 'preact/hooks'
import { EmptyState } from '../ui/empty-state.js'
import { navigate, useLocation } from '../ui/router.js'
import { WorkerLayout } from './layout.js'
import { isWorkerId } from './recent-workers.js'
import { SignIn } from './sign-in.js'

/**
 * The worker site. The worker's ID is part of the address, so that each tab can belong to another
 * worker.
 */
export function App() {
  const { path, query } = useLocation()
  const [workerId, ...rest] = path
  if (workerId === undefined) return <SignIn to={query.get('to') ?? undefined} />
  if (workerId !== workerId.toUpperCase() && isWorkerId(workerId.toUpperCase()))
    return <RedirectToWorker id={workerId.toUpperCase()} />
  if (isWorkerId(workerId))
    return <WorkerLayout key={workerId} id={workerId} path={rest} query={query} />
  return (
    <main class="centered">
      <EmptyState title={`“${workerId}” is not a worker ID.`}>
        <p>A worker ID is an A followed by letters and digits, at most 64 characters in all.</p>
        <a class="button" href="/worker">
          Sign in
        </a>
      </EmptyState>
    </main>
  )
}

/** MTurk spells IDs in capital letters; any other spelling leads to that one. */
function RedirectToWorker({ id }: { readonly id: string }) {
  useLayoutEffect(() => {
    const [, site, , ...rest] = location.pathname.split('/')
    navigate(`/${[site, id, ...rest].join('/')}${location.search}`, { replace: true })
  }, [id])
  return null
}
