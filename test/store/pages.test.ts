import { expect, test } from 'vitest'
import type { Engine, Sql } from '../../src/store/engine.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { sqlite } from '../../src/store/sqlite.js'
import type { PageQuery, Transaction } from '../../src/store/store.js'
import type { ColumnValue } from '../../src/store/table.js'

/** An engine that has each search explained before it runs it. */
function withQueryPlans(engine: Engine) {
  const plans: string[] = []
  const explained: Engine = {
    ...engine,
    transaction: (work) =>
      engine.transaction((sql) =>
        work({
          ...sql,
          async rows(text, values) {
            await explain(sql, text, values)
            return sql.rows(text, values)
          },
          async row(text, values) {
            await explain(sql, text, values)
            return sql.row(text, values)
          },
        }),
      ),
  }
  async function explain(sql: Sql, text: string, values?: readonly ColumnValue[]) {
    // Not while the tables are still being made.
    if (text.includes('migrations')) return
    const plan = await sql.rows<{ detail: string }>(`explain query plan ${text}`, values)
    plans.push(plan.map(({ detail }) => detail).join('; '))
  }
  return { explained, plans }
}

const account = '000000000000'
const visible = ['Submitted', 'Approved', 'Rejected']
const lists: Readonly<Record<string, (tx: Transaction, page: PageQuery) => Promise<unknown>>> = {
  ListHITs: (tx, page) => tx.hits.list({ account, listed: 1 }, page),
  ListReviewableHITs: (tx, page) => tx.hits.list({ account, status: 'Reviewable' }, page),
  'ListReviewableHITs of a type': (tx, page) =>
    tx.hits.list({ account, hitTypeId: '3TYPE', status: 'Reviewable' }, page),
  ListAssignmentsForHIT: (tx, page) =>
    tx.assignments.list({ hitId: '3HIT', status: visible }, page),
  ListBonusPayments: (tx, page) => tx.bonusPayments.list({ account, hitId: '3HIT' }, page),
  ListHITsForQualificationType: (tx, page) =>
    tx.hitRequirements.list({ account, qualificationTypeId: '3TYPE' }, page),
  ListQualificationRequests: (tx, page) =>
    tx.qualificationRequests.list({ account, status: 'Pending' }, page),
  ListReviewPolicyResultsForHIT: (tx, page) =>
    tx.reviewEntries.list({ hitId: '3HIT', level: ['Assignment', 'HIT'] }, page),
  ListWorkerBlocks: (tx, page) => tx.workerBlocks.list({ account }, page),
  ListWorkersWithQualificationType: (tx, page) =>
    tx.qualifications.list({ qualificationTypeId: '3TYPE', status: 'Granted' }, page),
  'what a worker can browse': (tx, page) => tx.hits.list({ status: 'Assignable' }, page),
  'a worker’s assignments': (tx, page) =>
    tx.assignments.list({ workerId: 'A1WORKER' }, { ...page, newestFirst: true }),
  'the delivery log': (tx, page) => tx.deliveries.list({}, { ...page, newestFirst: true }),
  'what is still to be sent': (tx, page) => tx.deliveries.list({ status: 'pending' }, page),
  'the disposed HITs': (tx, page) => tx.hits.list({ status: 'Disposed' }, page),
  'the disposed HITs of an age': (tx) => tx.hits.listSorted({ disposed: { to: 1 } }, 'disposed', 1),
  'the closed qualification requests': (tx) =>
    tx.qualificationRequests.list({ status: 'Granted' }, { limit: 1, newestFirst: true }),
  'the deliveries by a transport': (tx, page) =>
    tx.deliveries.list({ transport: 'SNS' }, { ...page, newestFirst: true }),
  'what falls due next': (tx) => tx.scheduledJobs.findFirst({ due: { to: 1 } }, 'due'),
}

test.each(Object.entries(lists))(
  '%s: a page reads only its own rows by an index, without sorting',
  async (_, list) => {
    const { explained, plans } = withQueryPlans(sqlite(':memory:'))
    const store = await sqlStore(explained)

    await store.transaction((tx) => list(tx, { limit: 100, after: 5 }))

    expect(plans).toHaveLength(1)
    expect(plans[0]).toMatch(/USING (INDEX|INTEGER PRIMARY KEY)/)
    expect(plans[0]).not.toContain('B-TREE')
    await store.close()
  },
)
