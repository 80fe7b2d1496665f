import type { ClockView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { DataTable } from '../../ui/data-table.js'
import { EmptyState } from '../../ui/empty-state.js'
import { formatDuration, Instant } from '../../ui/instant.js'
import { control } from '../control.js'

type UpcomingJob = ClockView['upcomingJobs'][number]

interface UpcomingJobsProps {
  readonly now: string
  readonly jobs: readonly UpcomingJob[]
}

/** The next scheduled jobs, each with a button to advance the clock to it. */
export const UpcomingJobs = ({ now, jobs }: UpcomingJobsProps) => (
  <section aria-label="Upcoming events">
    <h2>Upcoming events</h2>
    {jobs.length === 0 && (
      <EmptyState title="No upcoming events.">
        <p>HITs expire, assignments are abandoned or approved, and simulated workers act.</p>
      </EmptyState>
    )}
    <DataTable
      label="Schedule"
      rows={jobs}
      getKey={({ kind, subject }) => `${kind} ${subject}`}
      columns={[
        ['Time', ({ at }) => <Instant at={at} />],
        ['In', ({ at }) => formatDuration(Date.parse(at) - Date.parse(now)), 'nowrap'],
        ['Action', ({ at }) => <SkipButton to={at} />, 'action'],
        ['Event', ({ kind }) => jobLabels[kind], 'nowrap'],
        ['Subject', (job) => <JobSubject job={job} />],
      ]}
    />
  </section>
)

const SkipButton = ({ to }: { readonly to: string }) => (
  <ActionButton
    variant="quiet"
    label={`Skip ahead to ${to}`}
    action={() => control.request('POST /_mturk/clock/advance', { body: { to } })}
  >
    Skip ahead
  </ActionButton>
)

const jobLabels = {
  expire: 'HIT expires',
  dispose: 'HIT is disposed',
  abandon: 'assignment is abandoned',
  approve: 'assignment is approved',
  'simulated-worker': 'simulated worker acts',
} as const

const JobSubject = ({ job: { kind, subject } }: { readonly job: UpcomingJob }) =>
  kind === 'expire' || kind === 'dispose' ? (
    <a href={`/console/hits/${subject}`}>
      <code>{subject}</code>
    </a>
  ) : (
    <code>{subject}</code>
  )
