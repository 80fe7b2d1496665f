import type { Assignment } from '../domain/assignment.js'
import type { BonusPayment } from '../domain/bonus.js'
import type { Crowd, CrowdAnswers, SimulatedWorker } from '../domain/crowd.js'
import type { Deadline } from '../domain/deadline.js'
import type { HIT } from '../domain/hit.js'
import type { HITLayout } from '../domain/hit-layout.js'
import type { HITType } from '../domain/hit-type.js'
import type { Account } from '../domain/ledger.js'
import type {
  Qualification,
  QualificationRequest,
  QualificationType,
} from '../domain/qualification.js'
import type { RequestToken } from '../domain/request-token.js'
import type { ReviewEntry } from '../domain/review-policies/report.js'
import type { Subscription } from '../domain/subscription.js'
import type { Upload } from '../domain/upload.js'
import type { Worker, WorkerBlock } from '../domain/worker.js'
import type { Delivery } from '../notifications/delivery.js'
import { table } from './table.js'

/** A HIT asks for a qualification. */
export interface HITRequirement {
  readonly account: string
  readonly qualificationTypeId: string
  readonly hitId: string
}

export interface Process {
  readonly id: string
  /** In milliseconds of the database's clock. */
  readonly aliveUntil: number
  /** For how long it counted as alive when it said so, in milliseconds. */
  readonly lease: number
  /** Which move of the world's clock it goes by. */
  readonly clock: number
}

export interface Note {
  readonly name: 'clock' | 'starts' | 'populated'
  readonly value: { readonly stands?: string; readonly ahead?: number; readonly count?: number }
}

/** Everything a world consists of. The columns stand in `migrations/` under the same names. */
export const tables = {
  accounts: table<Account>()({ name: 'accounts', key: ['account'], columns: {} }),

  /** The processes that share this world, each while it says that it is alive. */
  processes: table<Process>()({
    name: 'processes',
    key: ['id'],
    columns: { aliveUntil: ({ aliveUntil }) => aliveUntil },
  }),

  /** What a process leaves for the others: how the clock stood, how many have begun, that one has populated it. */
  notes: table<Note>()({ name: 'notes', key: ['name'], columns: {} }),

  hitTypes: table<HITType>()({
    name: 'hit_types',
    key: ['account', 'id'],
    columns: { fingerprint: ({ fingerprint }) => fingerprint },
  }),

  hitLayouts: table<HITLayout>()({ name: 'hit_layouts', key: ['account', 'id'], columns: {} }),

  hits: table<HIT>()({
    name: 'hits',
    key: ['id'],
    columns: {
      account: ({ account }) => account,
      hitTypeId: ({ hitTypeId }) => hitTypeId,
      status: ({ status }) => status,
      listed: ({ status }) => Number(status !== 'Disposed'),
    },
    instants: ['createdAt', 'expiration'],
    revive: ({ history, ...hit }) => ({
      ...hit,
      ...(history && { history: history.map(({ type, at }) => ({ type, at: new Date(at) })) }),
    }),
  }),

  assignments: table<Assignment>()({
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

  workers: table<Worker>()({ name: 'workers', key: ['id'], columns: {}, instants: ['createdAt'] }),

  crowds: table<Crowd>()({
    name: 'crowds',
    key: ['name'],
    columns: {},
    instants: ['startedAt'],
  }),

  /** What the workers of a crowd were given to answer; it may be long, and is seldom needed. */
  crowdAnswers: table<CrowdAnswers>()({ name: 'crowd_answers', key: ['crowd'], columns: {} }),

  simulatedWorkers: table<SimulatedWorker>()({
    name: 'simulated_workers',
    key: ['id'],
    columns: { crowd: ({ crowd }) => crowd },
    instants: ['next'],
    revive: ({ trouble, ...worker }) => ({
      ...worker,
      ...(trouble && { trouble: { ...trouble, at: new Date(trouble.at) } }),
    }),
  }),

  workerBlocks: table<WorkerBlock>()({
    name: 'worker_blocks',
    key: ['account', 'workerId'],
    columns: {},
  }),

  bonusPayments: table<BonusPayment>()({
    name: 'bonus_payments',
    key: ['id'],
    columns: {
      account: ({ account }) => account,
      hitId: ({ hitId }) => hitId,
      assignmentId: ({ assignmentId }) => assignmentId,
    },
    instants: ['grantTime'],
  }),

  qualificationTypes: table<QualificationType>()({
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

  qualifications: table<Qualification>()({
    name: 'qualifications',
    key: ['qualificationTypeId', 'workerId'],
    columns: { status: ({ status }) => status },
    instants: ['grantTime'],
  }),

  qualificationRequests: table<QualificationRequest>()({
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

  /** Which HITs ask for which qualification types. */
  hitRequirements: table<HITRequirement>()({
    name: 'hit_requirements',
    key: ['qualificationTypeId', 'hitId'],
    columns: { account: ({ account }) => account },
  }),

  reviewEntries: table<ReviewEntry>()({
    name: 'review_entries',
    key: ['id'],
    columns: { hitId: ({ hitId }) => hitId, level: ({ level }) => level },
    revive: (entry) => ({
      ...entry,
      action: entry.action && {
        ...entry.action,
        completeTime: new Date(entry.action.completeTime),
      },
    }),
  }),

  uploads: table<Upload>()({
    name: 'uploads',
    key: ['assignmentId', 'questionIdentifier'],
    columns: { key: ({ key }) => key },
  }),

  requestTokens: table<RequestToken>()({
    name: 'request_tokens',
    key: ['account', 'operation', 'token'],
    columns: { expires: ({ expiresAt }) => expiresAt.getTime() },
    instants: ['expiresAt'],
  }),

  deadlines: table<Deadline>()({
    name: 'deadlines',
    key: ['kind', 'subject'],
    columns: { due: ({ at }) => at.getTime() },
    instants: ['at'],
  }),

  subscriptions: table<Subscription>()({
    name: 'subscriptions',
    key: ['account', 'hitTypeId'],
    columns: {},
    revive: ({ before, ...subscription }) => ({
      ...subscription,
      ...(before && { before: { ...before, until: new Date(before.until) } }),
    }),
  }),

  deliveries: table<Delivery>()({
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
    instants: ['madeAt', 'waitingSince', 'nextAttemptAt', 'collectsUntil'],
    revive: (delivery) => ({
      ...delivery,
      attempts: delivery.attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at) })),
    }),
  }),
}

export type Tables = typeof tables
