import type { ClockView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { DataTable } from '../../ui/data-table.js'
import { EmptyState } from '../../ui/empty-state.js'
import { formatDuration, Instant } from '../../ui/instant.js'
import { pluralize } from '../../ui/pluralize.js'
import { advanceTo } from './world-clock.js'

type UpcomingJob = ClockView['upcomingJobs'][number]

interface UpcomingJobsProps {
  readonly now: string
  readonly jobs: readonly UpcomingJob[]
}

/** The next scheduled jobs, each group with a button that advances the clock to it. */
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
      stacks
      rows={groupJobs(jobs)}
      getKey={({ kind, at }) => `${kind} ${at}`}
      columns={[
        ['Time', ({ at }) => <Instant at={at} />],
        ['In', ({ at }) => formatDuration(Date.parse(at) - Date.parse(now)), 'nowrap'],
        ['Action', ({ at }) => <SkipButton to={at} />, 'action'],
        ['Event', ({ kind, subjects }) => formatJobs(kind, subjects.length), 'nowrap'],
        ['Subject', (group) => <JobSubjects group={group} />],
      ]}
    />
  </section>
)

interface JobGroup extends Pick<UpcomingJob, 'kind' | 'at'> {
  readonly subjects: string[]
}

/** Joins neighbouring jobs of one kind and one second. */
function groupJobs(jobs: readonly UpcomingJob[]): readonly JobGroup[] {
  const groups: JobGroup[] = []
  for (const { kind, at, subject } of jobs) {
    const last = groups.at(-1)
    if (last?.kind === kind && last.at.slice(0, 19) === at.slice(0, 19)) last.subjects.push(subject)
    else groups.push({ kind, at, subjects: [subject] })
  }
  return groups
}

const SkipButton = ({ to }: { readonly to: string }) => (
  <ActionButton variant="quiet" label={`Skip ahead to ${to}`} action={() => advanceTo(to)}>
    Skip ahead
  </ActionButton>
)

const jobLabels = {
  expire: ['HIT expires', 'HIT', 'expire'],
  dispose: ['HIT is disposed', 'HIT', 'are disposed'],
  abandon: ['assignment is abandoned', 'assignment', 'are abandoned'],
  approve: ['assignment is approved', 'assignment', 'are approved'],
  'simulated-worker': ['simulated worker acts', 'simulated worker', 'act'],
} as const

function formatJobs(kind: UpcomingJob['kind'], count: number): string {
  const [one, noun, verb] = jobLabels[kind]
  return count === 1 ? one : `${pluralize(count, noun)} ${verb}`
}

const JobSubjects = ({ group: { kind, subjects } }: { readonly group: JobGroup }) => {
  if (subjects.length > 1)
    return (
      <details>
        <summary>Show all {subjects.length}</summary>
        <ul>
          {subjects.map((each) => (
            <li key={each}>
              <JobSubject kind={kind} subject={each} />
            </li>
          ))}
        </ul>
      </details>
    )
  return <JobSubject kind={kind} subject={subjects[0]!} />
}

const JobSubject = ({ kind, subject }: Pick<UpcomingJob, 'kind' | 'subject'>) =>
  kind === 'expire' || kind === 'dispose' ? (
    <a href={`/console/hits/${subject}`}>
      <code>{subject}</code>
    </a>
  ) : (
    <code>{subject}</code>
  )
