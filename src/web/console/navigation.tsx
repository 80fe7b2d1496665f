import type { OverviewView } from '../../server/control/views.js'
import { pluralize } from '../ui/pluralize.js'
import { useOverview } from './overview/overview-context.js'
import { routeGroups } from './routes.js'

interface NavigationProps {
  /** The name of the open page. */
  readonly current: string | undefined
  /** The requester whose things are shown; it stays chosen on the next page. */
  readonly account: string | undefined
}

/** The pages in groups; a badge says where something failed or is unread. */
export function Navigation({ current, account }: NavigationProps) {
  const { value: overview } = useOverview()
  const query = account === undefined ? '' : `?${new URLSearchParams({ account })}`
  return (
    <nav aria-label="Pages">
      {routeGroups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h2>{group.title}</h2>
          <ul>
            {group.routes.map(({ name, title }) => (
              <li key={name}>
                <a
                  href={`/console/${name}${query}`}
                  aria-current={name === current ? 'page' : undefined}
                >
                  {title}
                  {overview && <NavigationBadge name={name} overview={overview} />}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

interface NavigationBadgeProps {
  /** The name of the page. */
  readonly name: string
  readonly overview: OverviewView
}

function NavigationBadge({ name, overview }: NavigationBadgeProps) {
  const { failedDeliveries, failedCalls, unreadMails } = overview
  const isInbox = name === 'inbox'
  const count =
    { deliveries: failedDeliveries.count, calls: failedCalls.count, inbox: unreadMails }[name] ?? 0
  if (count === 0) return null
  const text = isInbox ? `${count} unread` : `${pluralize(count, 'failure')} in the last hour`
  return (
    <span class={`tag ${isInbox ? 'is-new' : 'is-bad'}`} title={text}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span class="visually-hidden">{text}</span>
    </span>
  )
}
