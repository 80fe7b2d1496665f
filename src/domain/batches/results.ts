import { stringify } from 'csv-stringify/sync'
import { memoize } from '../../core/memoize.js'
import { readAnswerColumns } from './answer-columns.js'
import { computeApprovalRates } from './approval-rates.js'
import type { RowInput } from './template.js'
import type { WireAssignment, WireHit } from './wire.js'

/** A HIT of a batch with what workers submitted. */
export interface HitResults {
  readonly hit: WireHit
  /** Undefined for a HIT that was not created from a row. */
  readonly input: RowInput | undefined
  readonly assignments: readonly WireAssignment[]
}

/** Columns of a result file of the requester website, in its order; inputs and answers follow. */
export const resultColumns = [
  ...['HITId', 'HITTypeId', 'Title', 'Description', 'Keywords', 'Reward', 'CreationTime'],
  ...['MaxAssignments', 'RequesterAnnotation', 'AssignmentDurationInSeconds'],
  ...['AutoApprovalDelayInSeconds', 'Expiration', 'NumberOfSimilarHITs', 'LifetimeInSeconds'],
  ...['AssignmentId', 'WorkerId', 'AssignmentStatus', 'AcceptTime', 'SubmitTime'],
  ...['AutoApprovalTime', 'ApprovalTime', 'RejectionTime', 'RequesterFeedback'],
  ...['WorkTimeInSeconds', 'LifetimeApprovalRate', 'Last30DaysApprovalRate'],
  'Last7DaysApprovalRate',
]

/** Columns that a reviewer fills in. */
export const reviewColumns = ['Approve', 'Reject']

/** Results with a record for each assignment: its values by column, without approval rates. */
export interface RecordedResults extends HitResults {
  readonly records: readonly Readonly<Record<string, unknown>>[]
}

/** The part of the work on a result file that takes long, for one HIT. */
export const recordResults = (results: HitResults): RecordedResults => ({
  ...results,
  records: results.assignments.map((assignment) => buildRecord(results, assignment)),
})

/** A result file as the requester website wrote it: a row for each submitted assignment. */
export function formatResults(results: readonly RecordedResults[]): string {
  const approvalRates = computeApprovalRates(results.flatMap(({ assignments }) => assignments))
  const records = results.flatMap(({ assignments, records }) =>
    records.map((record, index) => ({
      ...record,
      ...approvalRates.get(assignments[index]!.WorkerId),
    })),
  )
  const inputColumns = unique(results.flatMap(({ input }) => nameInputColumns(input?.values)))
  const answerColumns = unique(
    records.flatMap((record) => Object.keys(record).filter((name) => name.startsWith('Answer.'))),
  ).toSorted()
  return stringify(records, {
    columns: [...resultColumns, ...inputColumns, ...answerColumns, ...reviewColumns],
    header: true,
    quoted: true,
    quoted_empty: true,
  })
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)]

const nameInputColumns = (values: object = {}): readonly string[] =>
  Object.keys(values).map((name) => `Input.${name}`)

function buildRecord(
  { hit, input }: HitResults,
  assignment: WireAssignment,
): Readonly<Record<string, unknown>> {
  const { Reward, CreationTime, Expiration } = hit
  const { AcceptTime, SubmitTime, AutoApprovalTime, ApprovalTime, RejectionTime } = assignment
  return {
    ...hit,
    ...assignment,
    Reward: `$${Reward}`,
    CreationTime: formatSiteTime(CreationTime),
    Expiration: formatSiteTime(Expiration),
    AcceptTime: formatSiteTime(AcceptTime),
    SubmitTime: formatSiteTime(SubmitTime),
    AutoApprovalTime: formatSiteTime(AutoApprovalTime),
    ApprovalTime: formatSiteTime(ApprovalTime),
    RejectionTime: formatSiteTime(RejectionTime),
    WorkTimeInSeconds: Math.round(SubmitTime - AcceptTime),
    ...Object.fromEntries(
      Object.entries(input?.values ?? {}).map(([name, value]) => [`Input.${name}`, value]),
    ),
    ...Object.fromEntries(readAnswerColumns(assignment.Answer ?? '')),
  }
}

const siteTimeFormat = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  weekday: 'short',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  year: 'numeric',
  timeZoneName: 'short',
})

/** A time as the requester website wrote it: `Wed Nov 20 21:03:26 PST 2019`. */
const formatSiteTime = (seconds: number | undefined): string =>
  seconds === undefined ? '' : formatSeconds(String(seconds))

/** The times of HITs that were created together are equal. */
const formatSeconds = memoize((seconds) => {
  const parts = Object.fromEntries(
    siteTimeFormat.formatToParts(Number(seconds) * 1000).map(({ type, value }) => [type, value]),
  )
  return `${parts.weekday} ${parts.month} ${parts.day} ${parts.hour}:${parts.minute}:${parts.second} ${parts.timeZoneName} ${parts.year}`
})
