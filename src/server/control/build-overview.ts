import { realClock } from '../../core/clock.js'
import type { Delivery } from '../../notifications/delivery.js'
import type { Transaction } from '../../store/store.js'
import type { CallLog } from './call-log.js'
import type { ControlAppDependencies } from './dependencies.js'

/** In milliseconds. */
const hour = 3_600_000
/** How many failures of each kind are listed. */
const maxLatest = 5
/** Requesters beyond this number are left out. */
const maxAccounts = 100
/** Requesters who have no HIT type are found in this many deliveries. */
const maxLatestDeliveries = 1000

type OverviewSources = Pick<ControlAppDependencies, 'store' | 'calls' | 'mails'>

/** What happened lately in the whole emulator, for its first page. */
export async function buildOverview({ store, calls, mails }: OverviewSources) {
  const since = new Date(realClock.now().getTime() - hour)
  const unreadMails = await mails.page({ unread: true }, { limit: 1, total: true })
  const stored = await store.transaction((tx) => readStore(tx, since))
  return {
    ...stored.counts,
    failedDeliveries: stored.failedDeliveries,
    failedCalls: findFailedCalls(calls, since),
    unreadMails: unreadMails.total ?? 0,
    accounts: [...new Set([...stored.accounts, ...calls.accounts()])].sort(),
    checklist: {
      ...stored.checklist,
      call: calls.page({}, { limit: 1 }).calls.length > 0 || stored.checklist.hit,
    },
  }
}

async function readStore(tx: Transaction, since: Date) {
  const failed = { status: 'failed' as const, ended: { from: since.getTime() } }
  const latest = await tx.deliveries.list(failed, { limit: maxLatest, newestFirst: true })
  const reviewed = ['Approved', 'Rejected'] as const
  const submittedAssignments = await tx.assignments.count({ status: 'Submitted' })
  return {
    failedDeliveries: {
      count: await tx.deliveries.count(failed),
      latest: latest.map(({ record }) => summarize(record)),
    },
    counts: {
      pendingDeliveries: await tx.deliveries.count({ status: 'pending' }),
      openHits: await tx.hits.count({ status: 'Assignable' }),
      submittedAssignments,
    },
    accounts: await listAccounts(tx),
    checklist: {
      hit: (await tx.hits.list({}, { limit: 1 })).length > 0,
      notificationSettings: (await tx.subscriptions.list({}, { limit: 1 })).length > 0,
      delivery: (await tx.deliveries.list({ status: 'sent' }, { limit: 1 })).length > 0,
      submission:
        submittedAssignments > 0 ||
        (await tx.assignments.list({ status: reviewed }, { limit: 1 })).length > 0,
    },
  }
}

function summarize({ id, eventTypes, subject, transport, destination, attempts }: Delivery) {
  const last = attempts.at(-1)!
  return {
    id,
    title: eventTypes.join(', ') || subject,
    transport,
    destination,
    error: last.error,
    at: last.at,
  }
}

function findFailedCalls(calls: CallLog, since: Date) {
  const failed = calls
    .page({ outcome: 'error' }, { limit: 1000 })
    .calls.filter(({ at }) => at >= since)
  return {
    count: failed.length,
    latest: failed.slice(0, maxLatest).map(({ requestId, operation, status, errorCode, at }) => ({
      requestId,
      operation,
      status,
      errorCode,
      at,
    })),
  }
}

/** One look-up for each account that has HIT types, and one for those that only send test events. */
async function listAccounts(tx: Transaction): Promise<readonly string[]> {
  const accounts: string[] = []
  while (accounts.length < maxAccounts) {
    const [row] = await tx.hitTypes.list({ account: { not: accounts } }, { limit: 1 })
    if (!row) break
    accounts.push(row.record.account)
  }
  // No index has the accounts of deliveries, and there may be a million.
  const [newest] = await tx.deliveries.list({}, { limit: 1, newestFirst: true })
  const latest = { position: { from: (newest?.position ?? 0) - maxLatestDeliveries } }
  const ofDeliveries = (await tx.deliveries.pluck(latest, 'account')) as readonly string[]
  return [...new Set([...accounts, ...ofDeliveries])].slice(0, maxAccounts)
}
