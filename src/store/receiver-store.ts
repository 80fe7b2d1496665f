import type { Records } from '../core/records.js'
import type { CommitWriter, GroupedCommits } from './engine.js'
import { type ReceiverTable, type ReceiverTables, receiverTables } from './receiver-tables.js'
import type { ColumnValue } from './table.js'
import { putRows } from './waiting-rows.js'

/** The records of the built-in receivers and of fault injection in a data file. */
export type ReceiverStore = {
  readonly [K in keyof ReceiverTables]: Records<RecordOf<ReceiverTables[K]>>
} & {
  /** Resolves when everything that was written is on disk; `undefined` when it is already. */
  committed(): Promise<void> | undefined
}

type RecordOf<T> = T extends ReceiverTable<infer R> ? R : never

/** Opens the records. They are written with the next commit, whichever change it is made for. */
export function createReceiverStore(commits: GroupedCommits): ReceiverStore {
  // For writes without a caller that waits. What fails is written with the next commit.
  const requestCommit = () => void commits.commit().catch(() => {})
  const records = Object.fromEntries(
    Object.entries(receiverTables).map(([name, table]) => [
      name,
      new PendingRecords(table as ReceiverTable<object>, commits, requestCommit),
    ]),
  )
  const all = Object.values(records)
  commits.setWriter({
    write(run) {
      for (const each of all) each.write(run)
    },
    committed() {
      for (const each of all) each.committed()
    },
  })
  return {
    ...(records as unknown as Omit<ReceiverStore, 'committed'>),
    committed: () => (all.some(({ isPending }) => isPending) ? commits.commit() : undefined),
  } as ReceiverStore
}

interface PendingWrite<T> {
  readonly kind: 'put' | 'update' | 'remove'
  readonly record: T
  readonly owner: string
}

interface Row {
  readonly record: string
  readonly state: string | null
}

/** Collects the writes to one table until the next commit: of several to one record, one is made. */
class PendingRecords<T extends object> implements Records<T>, CommitWriter {
  readonly #table: ReceiverTable<T>
  readonly #commits: GroupedCommits
  readonly #requestCommit: () => void
  readonly #sql: Readonly<Record<'update' | 'remove' | 'removeOwner' | 'removeAll', string>>
  /** Statements that put rows, by number of rows. */
  readonly #putTexts: string[] = []
  readonly #writes = new Map<string, PendingWrite<T>>()
  /** Owners whose records are removed before the writes are made. */
  readonly #removedOwners = new Set<string>()
  #removesAll = false

  constructor(table: ReceiverTable<T>, commits: GroupedCommits, requestCommit: () => void) {
    this.#table = table
    this.#commits = commits
    this.#requestCommit = requestCommit
    const { name } = table
    this.#sql = {
      update: `update ${name} set "state" = ? where "key" = ?`,
      remove: `delete from ${name} where "key" = ?`,
      removeOwner: `delete from ${name} where "owner" = ?`,
      removeAll: `delete from ${name}`,
    }
  }

  get isPending(): boolean {
    return this.#writes.size > 0 || this.#removedOwners.size > 0 || this.#removesAll
  }

  load(owner?: string): readonly T[] {
    const select = `select "record", "state" from ${this.#table.name}`
    const rows =
      owner === undefined
        ? this.#commits.rows<Row>(`${select} order by position`)
        : this.#commits.rows<Row>(`${select} where "owner" = ? order by position`, [owner])
    return rows.map(({ record, state }) =>
      this.#table.deserialize({
        ...(JSON.parse(record) as T),
        ...(state === null ? undefined : (JSON.parse(state) as object)),
      }),
    )
  }

  put(record: T, owner = ''): void {
    this.#add({ kind: 'put', record, owner })
  }

  update(record: T): void {
    const key = this.#table.key(record)
    const pending = this.#writes.get(key)
    // What is to be written whole, or removed, stays so.
    if (!pending || pending.kind === 'update') this.#add({ kind: 'update', record, owner: '' })
  }

  remove(record: T): void {
    this.#add({ kind: 'remove', record, owner: '' })
  }

  removeAll(owner?: string): void {
    if (!this.isPending) this.#requestCommit()
    if (owner === undefined) {
      this.#removesAll = true
      this.#writes.clear()
      return
    }
    this.#removedOwners.add(owner)
    for (const [key, write] of this.#writes) if (write.owner === owner) this.#writes.delete(key)
  }

  write(run: Parameters<CommitWriter['write']>[0]): void {
    const { key, state = () => undefined, serialize = (record) => record } = this.#table
    if (this.#removesAll) run(this.#sql.removeAll)
    for (const owner of this.#removedOwners) run(this.#sql.removeOwner, [owner])
    const rows: ColumnValue[][] = []
    for (const { kind, record, owner } of this.#writes.values()) {
      const stateText = JSON.stringify(state(record)) ?? null
      if (kind === 'put')
        rows.push([key(record), owner, JSON.stringify(serialize(record)), stateText])
      else if (kind === 'update') run(this.#sql.update, [stateText, key(record)])
      else run(this.#sql.remove, [key(record)])
    }
    putRows(this, rows, run)
  }

  forRows(count: number): string {
    this.#putTexts[count] ??= `insert into ${this.#table.name} ("key", "owner", "record", "state")
      values ${Array(count).fill('(?, ?, ?, ?)').join(', ')}
      on conflict ("key") do update set "owner" = excluded."owner",
        "record" = excluded."record", "state" = excluded."state"`
    return this.#putTexts[count]
  }

  committed(): void {
    this.#writes.clear()
    this.#removedOwners.clear()
    this.#removesAll = false
  }

  #add(write: PendingWrite<T>): void {
    if (!this.isPending) this.#requestCommit()
    this.#writes.set(this.#table.key(write.record), write)
  }
}
