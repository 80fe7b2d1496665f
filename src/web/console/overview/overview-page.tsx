import type { OverviewView } from '../../../server/control/views.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { RealInstant } from '../../ui/instant.js'
import { Skeleton } from '../../ui/skeleton.js'
import { StatusBadge } from '../../ui/status-badge.js'
import { Checklist } from './checklist.js'
import { Connect } from './connect.js'
import { useOverview } from './overview-context.js'

/** The first page: what failed, what is pending, how to connect, and the first steps. */
export function OverviewPage() {
  const { value, error } = useOverview()
  return (
    <div class="page">
      <header class="title">
        <h1>Overview</h1>
      </header>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {value ? (
        <>
          <Figures overview={value} />
          <Failures overview={value} />
          <Checklist done={value.checklist} />
        </>
      ) : (
        !error && <Skeleton />
      )}
      <Connect />
    </div>
  )
}

const Figures = ({ overview }: { readonly overview: OverviewView }) => {
  const figures = [
    ['Failed deliveries, last hour', overview.failedDeliveries.count, 'deliveries?status=failed'],
    ['Failed calls, last hour', overview.failedCalls.count, 'calls?outcome=error'],
    ['Pending deliveries', overview.pendingDeliveries, 'deliveries?status=pending'],
    ['Open HITs', overview.openHits, 'hits?status=Assignable'],
    ['Awaiting review', overview.submittedAssignments, 'hits?status=Reviewable'],
    ['Unread mails', overview.unreadMails, 'inbox/mail?state=unread'],
  ] as const
  return (
    <section aria-label="Figures">
      <ul class="figure-links">
        {figures.map(([name, value, path]) => (
          <li key={name}>
            <a href={`/console/${path}`}>
              <strong>{value.toLocaleString('en')}</strong> {name}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The latest failures of the last hour; nothing without any. */
function Failures({ overview: { failedDeliveries, failedCalls } }: { overview: OverviewView }) {
  if (failedDeliveries.count + failedCalls.count === 0) return null
  return (
    <section aria-label="Failures of the last hour">
      <h2>Failures of the last hour</h2>
      <ul class="lines">
        {failedDeliveries.latest.map(({ id, title, transport, error, at }) => (
          <li key={id}>
            <StatusBadge tone="bad">delivery</StatusBadge>
            <a href={`/console/deliveries/${id}`}>{title}</a>
            <span class="tag">{transport}</span>
            <span class="ellipsis muted">{error}</span>
            <span class="end">
              <RealInstant at={at} />
            </span>
          </li>
        ))}
        {failedCalls.latest.map(({ requestId, operation, status, errorCode, at }) => (
          <li key={requestId}>
            <StatusBadge tone="bad">call</StatusBadge>
            <a href={`/console/calls/${requestId}`}>{operation || 'No operation'}</a>
            <span class="ellipsis muted">{errorCode ?? `HTTP ${status}`}</span>
            <span class="end">
              <RealInstant at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
