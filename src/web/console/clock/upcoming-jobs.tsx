import type { ClockView, Json } from '../../../server/control/contract.js'
import { EmptyState } from '../../ui/empty-state.js'
import { Instant, formatDuration } from '../../ui/instant.js'
import { DataTable } from '../../ui/data-table.js'
import { ActionButton } from '../../ui/action-button.js'

interface UpcomingJobsProps {
  readonly clock: Json<ClockView>
  readonly advance: (to: string) => Promise<unknown>
}

type UpcomingJob = Json<ClockView>['upcomingJobs'][number]

/** What time brings next, each with a way to go there. */
export const UpcomingJobs = ({ clock: { now, upcomingJobs }, advance }: UpcomingJobsProps) => (
  <section aria-label="What falls due next">
    <h2>What falls due next</h2>
    {upcomingJobs.length === 0 && (
      <EmptyState title="Nothing.">
        <p>HITs expire, assignments are abandoned and approved, and simulated workers come.</p>
      </EmptyState>
    )}
    {upcomingJobs.length > 0 && (
      <DataTable
        label="Deadlines"
        columns={['At', 'In', { visuallyHidden: 'Go there' }, 'What', 'Of']}
      >
        {upcomingJobs.map((job) => (
          <tr key={`${job.kind} ${job.subject}`}>
            <td>
              <Instant at={job.at} />
            </td>
            <td class="nowrap">{formatDuration(Date.parse(job.at) - Date.parse(now))}</td>
            <td>
              <ActionButton
                variant="quiet"
                label={`Go there: ${job.at}`}
                action={() => advance(job.at)}
              >
                Go there
              </ActionButton>
            </td>
            <td class="nowrap">{jobLabels[job.kind]}</td>
            <td>
              <JobSubject job={job} />
            </td>
          </tr>
        ))}
      </DataTable>
    )}
  </section>
)

const jobLabels = {
  expire: 'HIT expires',
  dispose: 'HIT is disposed of',
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
