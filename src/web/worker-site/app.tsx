import { EmptyState } from '../ui/empty-state.js'
import { useLocation } from '../ui/router.js'
import { isWorkerId } from './recent-workers.js'
import { WorkerLayout } from './layout.js'
import { SignIn } from './sign-in.js'

/**
 * The worker site. Who works stands in the address, so that each tab is a worker's own and a link
 * leads to a worker's page.
 */
export function App() {
  const { path, query } = useLocation()
  const [workerId, ...rest] = path
  if (workerId === undefined) return <SignIn to={query.get('to') ?? undefined} />
  if (isWorkerId(workerId))
    return <WorkerLayout key={workerId} id={workerId} path={rest} query={query} />
  return (
    <main class="alone">
      <EmptyState title={`“${workerId}” is no worker ID.`}>
        <p>It is an A with capitals and digits after it.</p>
        <a class="button" href="/worker">
          Sign in
        </a>
      </EmptyState>
    </main>
  )
}
