import { Empty } from '../ui/empty.js'
import { usePlace } from '../ui/place.js'
import { isWorkerId } from './known-workers.js'
import { Shell } from './shell.js'
import { SignIn } from './sign-in.js'

/**
 * The worker site. Who works stands in the address, so that each tab is a worker's own and a link
 * leads to a worker's page.
 */
export function Site() {
  const { path, query } = usePlace()
  const [workerId, ...rest] = path
  if (workerId === undefined) return <SignIn to={query.get('to') ?? undefined} />
  if (isWorkerId(workerId)) return <Shell key={workerId} id={workerId} path={rest} query={query} />
  return (
    <main class="alone">
      <Empty title={`“${workerId}” is no worker ID.`}>
        <p>It is an A with capitals and digits after it.</p>
        <a class="button" href="/worker">
          Sign in
        </a>
      </Empty>
    </main>
  )
}
