import { formatInstant } from '../core/format-instant.js'
import type { AssignmentRecord } from '../domain/assignment.js'
import { readBatchId } from '../domain/batches/annotation.js'
import type { BonusPaymentRecord } from '../domain/bonus.js'
import type { HitRecord } from '../domain/hit.js'
import type { HitLayoutRecord } from '../domain/hit-layout.js'
import type { HitTypeRecord } from '../domain/hit-type.js'
import type { IdempotencyTokenRecord } from '../domain/idempotency-token.js'
import type { AccountBalance } from '../domain/money.js'
import type {
  QualificationRecord,
  QualificationRequestRecord,
  QualificationTypeRecord,
} from '../domain/qualification.js'
import type { ReviewEntry } from '../domain/review-policies/report.js'
import type { ScheduledJob } from '../domain/scheduled-job.js'
import type { CrowdAnswers, SimulatedCrowd, SimulatedWorker } from '../domain/simulated-crowd.js'
import type { NotificationSubscription } from '../domain/subscription.js'
import type { Upload } from '../domain/upload.js'
import type { WorkerBlockRecord, WorkerRecord } from '../domain/worker.js'
import { suggestPolicy } from '../notifications/access-policy.js'
import type { Delivery } from '../notifications/delivery.js'
import { defineTable } from './table.js'

/** A HIT requires a qualification. */
interface HitRequirementRecord {
  readonly account: string
  readonly qualificationTypeId: string
  readonly hitId: string
}

export interface ProcessRecord {
  readonly id: string
  /** In milliseconds of the database server's clock. */
  readonly aliveUntil: number
  /** Duration of the last lease, in milliseconds. */
  readonly lease: number
  /** Version of the clock state that the process has adopted. */
  readonly clockVersion: number
  /** Where it listens, as `192.0.2.1 6887`; absent in records of earlier versions. */
  readonly addresses?: readonly string[]
}

/** Lets a browser read a path once. */
export interface TicketRecord {
  readonly id: string
  /** What the token allowed that it was made with. */
  readonly scope: 'all' | 'worker'
  readonly path: string
  readonly expiresAt: Date
}

interface MetadataRecord {
  readonly name: 'clock' | 'starts' | 'populated'
  readonly value: { readonly frozenAt?: string; readonly offset?: number; readonly count?: number }
}

/** All tables. The columns are created under the same names in `migrations/`. */
export const tables = {
  accounts: defineTable<AccountBalance>()({ name: 'accounts', key: ['account'], columns: {} }),

  /** The live processes that share the store. */
  processes: defineTable<ProcessRecord>()({
    name: 'processes',
    key: ['id'],
    columns: { aliveUntil: ({ aliveUntil }) => aliveUntil },
  }),

  /** Clock state, number of starts, and whether seed data has been loaded. */
  metadata: defineTable<MetadataRecord>()({ name: 'metadata', key: ['name'], columns: {} }),

  tickets: defineTable<TicketRecord>()({
    name: 'tickets',
    key: ['id'],
    columns: { expires: ({ expiresAt }) => expiresAt.getTime() },
    instants: ['expiresAt'],
  }),

  hitTypes: defineTable<HitTypeRecord>()({
    name: 'hit_types',
    key: ['account', 'id'],
    columns: { fingerprint: ({ fingerprint }) => fingerprint },
  }),

  hitLayouts: defineTable<HitLayoutRecord>()({
    name: 'hit_layouts',
    key: ['account', 'id'],
    columns: {},
  }),

  hits: defineTable<HitRecord>()({
    name: 'hits',
    key: ['id'],
    columns: {
      account: ({ account }) => account,
      hitTypeId: ({ hitTypeId }) => hitTypeId,
      status: ({ status }) => status,
      listed: ({ status }) => Number(status !== 'Disposed'),
      batch: ({ requesterAnnotation }) => readBatchId(requesterAnnotation) ?? null,
      disposed: ({ status, history }) =>
        status === 'Disposed' ? (history?.at(-1)?.at.getTime() ?? null) : null,
    },
    instants: ['createdAt', 'expiration'],
    deserialize: ({ history, ...hit }) => ({
      ...hit,
      ...(history && { history: history.map(({ type, at }) => ({ type, at: new Date(at) })) }),
    }),
  }),

  assignments: defineTable<AssignmentRecord>()({
    name: 'assignments',
    key: ['id'],
    columns: {
      account: ({ account }) => account,
      hitId: ({ hitId }) => hitId,
      workerId: ({ workerId }) => workerId,
      status: ({ status }) => status,
    },
    instants: [
      'acceptTime',
      'deadline',
      'leaveTime',
      'submitTime',
      'autoApprovalTime',
      'approvalTime',
      'rejectionTime',
    ],
  }),

  workers: defineTable<WorkerRecord>()({
    name: 'workers',
    key: ['id'],
    columns: {},
    instants: ['createdAt'],
  }),

  crowds: defineTable<SimulatedCrowd>()({
    name: 'crowds',
    key: ['name'],
    columns: {},
    instants: ['startedAt'],
  }),

  /**
   * Answer templates of a crowd, in a table of their own because they may be long and are rarely
   * needed.
   */
  crowdAnswers: defineTable<CrowdAnswers>()({ name: 'crowd_answers', key: ['crowd'], columns: {} }),

  simulatedWorkers: defineTable<SimulatedWorker>()({
    name: 'simulated_workers',
    key: ['id'],
    columns: { crowd: ({ crowd }) => crowd },
    instants: ['nextActionAt'],
    deserialize: ({ lastError, ...worker }) => ({
      ...worker,
      ...(lastError && { lastError: { ...lastError, at: new Date(lastError.at) } }),
    }),
  }),

  workerBlocks: defineTable<WorkerBlockRecord>()({
    name: 'worker_blocks',
    key: ['account', 'workerId'],
    columns: {},
  }),

  bonusPayments: defineTable<BonusPaymentRecord>()({
    name: 'bonus_payments',
    key: ['id'],
    columns: {
      account: ({ account }) => account,
      hitId: ({ hitId }) => hitId,
      assignmentId: ({ assignmentId }) => assignmentId,
    },
    instants: ['grantTime'],
  }),

  qualificationTypes: defineTable<QualificationTypeRecord>()({
    name: 'qualification_types',
    key: ['id'],
    columns: {
      account: ({ account }) => account,
      name: ({ name }) => name,
      status: ({ status }) => status,
      requestable: ({ isRequestable }) => Number(isRequestable),
    },
    instants: ['createdAt'],
  }),

  qualifications: defineTable<QualificationRecord>()({
    name: 'qualifications',
    key: ['qualificationTypeId', 'workerId'],
    columns: { status: ({ status }) => status },
    instants: ['grantTime'],
  }),

  qualificationRequests: defineTable<QualificationRequestRecord>()({
    name: 'qualification_requests',
    key: ['id'],
    columns: {
      account: ({ account }) => account,
      qualificationTypeId: ({ qualificationTypeId }) => qualificationTypeId,
      workerId: ({ workerId }) => workerId,
      status: ({ status }) => status,
    },
    instants: ['submitTime'],
  }),

  /** The qualification types that each HIT requires. */
  hitRequirements: defineTable<HitRequirementRecord>()({
    name: 'hit_requirements',
    key: ['qualificationTypeId', 'hitId'],
    columns: { account: ({ account }) => account },
  }),

  reviewEntries: defineTable<ReviewEntry>()({
    name: 'review_entries',
    key: ['id'],
    columns: { hitId: ({ hitId }) => hitId, level: ({ level }) => level },
    deserialize: (entry) => ({
      ...entry,
      action: entry.action && {
        ...entry.action,
        completeTime: new Date(entry.action.completeTime),
      },
    }),
  }),

  uploads: defineTable<Upload>()({
    name: 'uploads',
    key: ['assignmentId', 'questionIdentifier'],
    columns: {
      key: ({ key }) => key,
      bytes: ({ bytes }) => bytes,
      uploaded: ({ uploadedAt }) => uploadedAt?.getTime() ?? null,
    },
    instants: ['uploadedAt'],
  }),

  idempotencyTokens: defineTable<IdempotencyTokenRecord>()({
    name: 'idempotency_tokens',
    key: ['account', 'operation', 'token'],
    columns: { expires: ({ expiresAt }) => expiresAt.getTime() },
    instants: ['expiresAt'],
  }),

  scheduledJobs: defineTable<ScheduledJob>()({
    name: 'scheduled_jobs',
    key: ['kind', 'subject'],
    columns: { due: ({ at }) => at.getTime() },
    instants: ['at'],
  }),

  subscriptions: defineTable<NotificationSubscription>()({
    name: 'subscriptions',
    key: ['account', 'hitTypeId'],
    columns: {},
    deserialize: ({ before, ...subscription }) => ({
      ...subscription,
      ...(before && { before: { ...before, until: new Date(before.until) } }),
    }),
  }),

  deliveries: defineTable<Delivery>()({
    name: 'deliveries',
    key: ['id'],
    columns: {
      account: ({ account }) => account,
      status: ({ status }) => status,
      transport: ({ transport }) => transport,
      destination: ({ destination }) => destination,
      owner: ({ owner }) => owner ?? '',
      ended: ({ status, attempts }) =>
        status === 'pending' ? null : (attempts.at(-1)?.at.getTime() ?? null),
    },
    instants: ['createdAt', 'enqueuedAt', 'nextAttemptAt', 'batchUntil'],
    toStored: toStoredDelivery,
    deserialize: (delivery) => ({
      ...delivery,
      ...(delivery.verdict?.resource && { verdict: withSuggestedPolicy(delivery) }),
      attempts: delivery.attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at) })),
    }),
  }),
}

/** A suggested policy is longer than the rest of most deliveries, so it is not stored with each. */
function toStoredDelivery(delivery: Delivery): object {
  const { attempts, verdict } = delivery
  return {
    ...delivery,
    attempts: attempts.map((attempt) => ({ ...attempt, at: formatInstant(attempt.at) })),
    verdict:
      verdict?.resource === undefined
        ? verdict
        : { allowed: verdict.allowed, reason: verdict.reason, resource: verdict.resource },
  }
}

function withSuggestedPolicy({ account, transport, verdict }: Delivery): Delivery['verdict'] {
  const { allowed, reason, resource } = verdict!
  if (transport === 'Email' || resource === undefined) return verdict
  const suggestedPolicy = suggestPolicy({ transport, resource, account })
  return { allowed, reason, resource, suggestedPolicy }
}

export type Tables = typeof tables
