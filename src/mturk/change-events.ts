import type { Repository, Transaction } from '../store/store.js'
import { tables } from '../store/tables.js'

/** What a committed transaction changed, by its IDs. */
export type ChangeEvent =
  | {
      readonly type: 'hit'
      readonly hit: { readonly id: string; readonly hitTypeId: string; readonly account: string }
    }
  | {
      readonly type: 'assignment'
      readonly assignment: { readonly id: string; readonly hitId: string }
    }
  | { readonly type: 'hit-type'; readonly hitType: { readonly id: string } }
  | {
      readonly type: 'qualification'
      /** Without a worker, the qualification type itself changed. */
      readonly qualification: { readonly typeId: string; readonly workerId?: string }
    }
  | { readonly type: 'worker'; readonly worker: { readonly id: string } }
  | { readonly type: 'crowd'; readonly crowd: { readonly name: string } }

/** Receives what transactions changed, after they were committed. */
export interface ChangePublisher {
  /** When it returns false, changes are not collected. */
  isObserved(): boolean
  publish(changes: readonly ChangeEvent[]): void
}

/** What one transaction changed, each thing once. */
export class ChangeSet {
  readonly #events = new Map<string, ChangeEvent>()

  add(event: ChangeEvent): void {
    this.#events.set(JSON.stringify(event), event)
  }

  get events(): readonly ChangeEvent[] {
    return [...this.#events.values()]
  }
}

/** The same transaction, but what is written through it is added to the changes. */
export const recordChanges = (tx: Transaction, changes: ChangeSet): Transaction =>
  new RecordedTransaction(tx, changes) as unknown as Transaction

type StoredRecord<K extends keyof Transaction> = Parameters<Transaction[K]['put']>[0]

/** The event that a change of a record is, for each kind of record that is shown somewhere. */
const toEvents: {
  readonly [K in keyof Transaction]?: (record: StoredRecord<K>) => ChangeEvent
} = {
  hits: ({ id, hitTypeId, account }) => ({ type: 'hit', hit: { id, hitTypeId, account } }),
  assignments: ({ id, hitId }) => ({ type: 'assignment', assignment: { id, hitId } }),
  bonusPayments: ({ assignmentId, hitId }) => ({
    type: 'assignment',
    assignment: { id: assignmentId, hitId },
  }),
  hitTypes: ({ id }) => ({ type: 'hit-type', hitType: { id } }),
  subscriptions: ({ hitTypeId }) => ({ type: 'hit-type', hitType: { id: hitTypeId } }),
  qualificationTypes: ({ id }) => ({ type: 'qualification', qualification: { typeId: id } }),
  qualifications: ({ qualificationTypeId, workerId }) => ({
    type: 'qualification',
    qualification: { typeId: qualificationTypeId, workerId },
  }),
  qualificationRequests: ({ qualificationTypeId, workerId }) => ({
    type: 'qualification',
    qualification: { typeId: qualificationTypeId, workerId },
  }),
  workers: ({ id }) => ({ type: 'worker', worker: { id } }),
  workerBlocks: ({ workerId }) => ({ type: 'worker', worker: { id: workerId } }),
  crowds: ({ name }) => ({ type: 'crowd', crowd: { name } }),
  simulatedWorkers: ({ crowd }) => ({ type: 'crowd', crowd: { name: crowd } }),
}

/** Their keys hold all that their events name; others are removed only to be put again. */
const removable: ReadonlySet<string> = new Set<keyof Transaction>([
  'crowds',
  'qualificationTypes',
  'workerBlocks',
])

class RecordedTransaction {
  readonly tx: Transaction
  readonly changes: ChangeSet

  constructor(tx: Transaction, changes: ChangeSet) {
    this.tx = tx
    this.changes = changes
  }
}

for (const name of Object.keys(tables) as (keyof Transaction)[]) {
  const toEvent = toEvents[name] as ((record: object) => ChangeEvent) | undefined
  Object.defineProperty(RecordedTransaction.prototype, name, {
    get(this: RecordedTransaction) {
      const repository = this.tx[name] as unknown as Repository<object, never>
      return toEvent
        ? recordRepository(repository, this.changes, toEvent, removable.has(name))
        : repository
    },
  })
}

const recordRepository = (
  repository: Repository<object, never>,
  changes: ChangeSet,
  toEvent: (record: object) => ChangeEvent,
  isRemovable: boolean,
): Repository<object, never> => ({
  find: (key) => repository.find(key),
  list: (where, page) => repository.list(where, page),
  findFirst: (where, by) => repository.findFirst(where, by),
  listSorted: (where, by, limit) => repository.listSorted(where, by, limit),
  count: (where) => repository.count(where),
  sum: (where, name) => repository.sum(where, name),
  pluck: (where, name, limit) => repository.pluck(where, name, limit),
  group: (where, by) => repository.group(where, by),
  removeAll: (where) => repository.removeAll(where),
  put(record) {
    changes.add(toEvent(record))
    return repository.put(record)
  },
  putAll(records) {
    for (const record of records) changes.add(toEvent(record))
    return repository.putAll(records)
  },
  replace(record, where) {
    changes.add(toEvent(record))
    return repository.replace(record, where)
  },
  remove(key) {
    if (isRemovable) changes.add(toEvent(key))
    return repository.remove(key)
  },
})
