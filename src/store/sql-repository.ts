import type { PutStatement, Sql } from './engine.js'
import type { ColumnFilter, PageQuery, RecordGroup, Repository, StoredRow, Where } from './store.js'
import { type ColumnValue, type KeyValue, position, type TableDefinition } from './table.js'

/** Maximum rows per insert statement; both engines accept many more values than these have. */
const maxRowsPerInsert = 100

/** The statements of one table, built once; only the search conditions vary. */
class TableStatements<T extends object, K extends keyof T & string, C extends string>
  implements PutStatement
{
  readonly table: string
  readonly find: string
  readonly remove: string
  readonly replace: string
  readonly #definition: TableDefinition<T, K, C>
  readonly #extraColumns: readonly ((record: T) => ColumnValue)[]
  readonly #columns: readonly string[]
  readonly #keys: readonly string[]
  /** Statements that put rows, by number of rows. */
  readonly #putTexts: string[] = []

  constructor(definition: TableDefinition<T, K, C>) {
    const { name, key, columns } = definition
    this.#definition = definition
    this.#extraColumns = Object.values(columns)
    this.#columns = [...key, ...Object.keys(columns), 'record'].map(quoteIdentifier)
    this.#keys = key.map(quoteIdentifier)
    const byKey = this.#keys.map((name) => `${name} = ?`).join(' and ')
    this.table = name
    this.find = `select record from ${name} where ${byKey}`
    this.remove = `delete from ${name} where ${byKey}`
    this.replace = `update ${name} set ${this.#columns.map((name) => `${name} = ?`).join(', ')}`
  }

  forRows(count: number): string {
    this.#putTexts[count] ??= this.#buildPut(count)
    return this.#putTexts[count]
  }

  #buildPut(rows: number): string {
    const row = `(${this.#columns.map(() => '?').join(', ')})`
    const updates = this.#columns
      .slice(this.#keys.length)
      .map((name) => `${name} = excluded.${name}`)
    return `insert into ${this.table} (${this.#columns.join(', ')})
    values ${Array.from({ length: rows }, () => row).join(', ')}
    on conflict (${this.#keys.join(', ')}) do update set ${updates.join(', ')}`
  }

  keyValues(key: Pick<T, K>): ColumnValue[] {
    return this.#definition.key.map((name) => key[name] as ColumnValue)
  }

  keyCondition(record: T): Where<string> {
    return Object.fromEntries(
      this.#definition.key.map((name) => [name, record[name] as ColumnValue]),
    )
  }

  columnValues(record: T): ColumnValue[] {
    const values = this.keyValues(record)
    for (const getValue of this.#extraColumns) values.push(getValue(record))
    values.push(this.#definition.serialize(record))
    return values
  }

  deserialize(json: string): T {
    return this.#definition.deserialize(JSON.parse(json) as T)
  }
}

/** Creates the repository of one table for each transaction. */
export function sqlRepository<T extends object, K extends keyof T & string, C extends string>(
  table: TableDefinition<T, K, C>,
): (sql: Sql) => Repository<T, K, C> {
  const statements = new TableStatements(table)
  return (sql) => new SqlRepository(sql, statements)
}

/** The repository of one table in one transaction. */
class SqlRepository<T extends object, K extends keyof T & string, C extends string>
  implements Repository<T, K, C>
{
  readonly #sql: Sql
  readonly #statements: TableStatements<T, K, C>

  constructor(sql: Sql, statements: TableStatements<T, K, C>) {
    this.#sql = sql
    this.#statements = statements
  }

  async find(key: Pick<T, K>): Promise<T | undefined> {
    const { find } = this.#statements
    const row = await this.#sql.row<{ record: string }>(find, this.#statements.keyValues(key))
    return row && this.#statements.deserialize(row.record)
  }

  async put(record: T): Promise<void> {
    await this.#sql.put(this.#statements, this.#statements.columnValues(record))
  }

  async putAll(records: readonly T[]): Promise<void> {
    for (let from = 0; from < records.length; from += maxRowsPerInsert) {
      const rows = records.slice(from, from + maxRowsPerInsert)
      await this.#sql.send(
        this.#statements.forRows(rows.length),
        rows.flatMap((record) => this.#statements.columnValues(record)),
      )
    }
  }

  async replace(record: T, where: Where<K | C>): Promise<boolean> {
    const { replace } = this.#statements
    const { text, values } = whereClause({ ...this.#statements.keyCondition(record), ...where })
    const changed = await this.#sql.run(`${replace} ${text}`, [
      ...this.#statements.columnValues(record),
      ...values,
    ])
    return changed > 0
  }

  async remove(key: Pick<T, K>): Promise<void> {
    await this.#sql.send(this.#statements.remove, this.#statements.keyValues(key))
  }

  async list(where: Where<K | C>, page?: PageQuery): Promise<readonly StoredRow<T>[]> {
    const clause = whereClause(where, page)
    const rows = await this.#sql.rows<{ record: string; position: number | string }>(
      `select record, ${position} from ${this.#statements.table} ${clause.text}`,
      clause.values,
    )
    return rows.map(
      (row): StoredRow<T> => ({
        record: this.#statements.deserialize(row.record),
        position: Number(row.position),
      }),
    )
  }

  async findFirst(where: Where<K | C>, by: K | C): Promise<T | undefined> {
    const { text, values } = this.#sortedQuery(where, by, 1)
    const row = await this.#sql.row<{ record: string }>(text, values)
    return row && this.#statements.deserialize(row.record)
  }

  async listSorted(where: Where<K | C>, by: K | C, limit: number): Promise<readonly T[]> {
    const { text, values } = this.#sortedQuery(where, by, limit)
    const rows = await this.#sql.rows<{ record: string }>(text, values)
    return rows.map((row) => this.#statements.deserialize(row.record))
  }

  #sortedQuery(where: Where<K | C>, by: K | C, limit: number) {
    const { text, values } = whereClause(where)
    return {
      text: `select record from ${this.#statements.table} ${text} order by ${quoteIdentifier(by)}, ${position} limit ?`,
      values: [...values, limit],
    }
  }

  async count(where: Where<K | C>): Promise<number> {
    const { text, values } = whereClause(where)
    const row = await this.#sql.row<{ count: number | string }>(
      `select count(*) as count from ${this.#statements.table} ${text}`,
      values,
    )
    return Number(row!.count)
  }

  async sum(where: Where<K | C>, name: C): Promise<number> {
    const { text, values } = whereClause(where)
    const row = await this.#sql.row<{ sum: number | string | null }>(
      `select sum(${quoteIdentifier(name)}) as sum from ${this.#statements.table} ${text}`,
      values,
    )
    return Number(row!.sum ?? 0)
  }

  async pluck(
    where: Where<K | C>,
    name: K | C,
    limit = Number.MAX_SAFE_INTEGER,
  ): Promise<readonly KeyValue[]> {
    const { text, values } = whereClause(where, { limit })
    const rows = await this.#sql.rows<{ value: KeyValue }>(
      `select ${quoteIdentifier(name)} as value from ${this.#statements.table} ${text}`,
      values,
    )
    return rows.map(({ value }) => value)
  }

  async group<G extends K | C>(
    where: Where<K | C>,
    by: readonly G[],
  ): Promise<readonly RecordGroup<G>[]> {
    const { text, values } = whereClause(where)
    const columns = by.map(quoteIdentifier).join(', ')
    const rows = await this.#sql.rows<
      Record<G, KeyValue | null> & { count: number | string; newest: number | string }
    >(
      `select ${columns}, count(*) as count, max(${position}) as newest from ${this.#statements.table} ${text} group by ${columns} order by max(${position})`,
      values,
    )
    return rows.map(({ count, newest, ...group }) => ({
      values: group as unknown as Readonly<Record<G, KeyValue | null>>,
      count: Number(count),
      position: Number(newest),
    }))
  }

  removeAll(where: Where<K | C>): Promise<number> {
    const { text, values } = whereClause(where)
    return this.#sql.run(`delete from ${this.#statements.table} ${text}`, values)
  }
}

function whereClause(
  where: Where<string>,
  page?: PageQuery,
): { text: string; values: readonly ColumnValue[] } {
  const conditions: string[] = []
  const values: ColumnValue[] = []
  const addCondition = (condition: string, ...params: readonly ColumnValue[]) => {
    conditions.push(condition)
    values.push(...params)
  }

  for (const [name, expected] of Object.entries(where)) {
    const column = quoteIdentifier(name)
    if (expected === undefined) continue
    if (expected === null) addCondition(`${column} is null`)
    else if (isList(expected)) {
      if (expected.length === 0) addCondition('1 = 0')
      else {
        const values = padToPowerOfTwo(expected)
        addCondition(`${column} in (${values.map(() => '?').join(', ')})`, ...values)
      }
    } else if (typeof expected === 'object') {
      if (expected.from !== undefined) addCondition(`${column} >= ?`, expected.from)
      if (expected.to !== undefined) addCondition(`${column} <= ?`, expected.to)
      for (const text of expected.contains ?? [])
        addCondition(`lower(${column}) like lower(?) escape '!'`, containsPattern(text))
      for (const text of expected.excludes ?? [])
        addCondition(`lower(${column}) not like lower(?) escape '!'`, containsPattern(text))
      if (expected.not && expected.not.length > 0) {
        const not = padToPowerOfTwo(expected.not)
        addCondition(`${column} not in (${not.map(() => '?').join(', ')})`, ...not)
      }
    } else addCondition(`${column} = ?`, expected)
  }
  if (page?.after !== undefined)
    addCondition(`${position} ${page.newestFirst ? '<' : '>'} ?`, page.after)

  const filter = conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
  if (!page) return { text: filter, values }
  const order = `order by ${position} ${page.newestFirst ? 'desc' : 'asc'} limit ? offset ?`
  return { text: `${filter} ${order}`, values: [...values, page.limit, page.offset ?? 0] }
}

const containsPattern = (text: string): string => `%${text.replace(/[!%_]/g, '!$&')}%`

/**
 * Repeats the last value until the length is a power of two, which limits the number of distinct
 * statements.
 */
const padToPowerOfTwo = (values: readonly KeyValue[]): readonly KeyValue[] => {
  const length = 2 ** Math.ceil(Math.log2(values.length))
  return [...values, ...Array<KeyValue>(length - values.length).fill(values.at(-1)!)]
}

const isList = (
  expected: ColumnValue | readonly KeyValue[] | ColumnFilter,
): expected is readonly KeyValue[] => Array.isArray(expected)

/** Quotes a column name, since SQL folds the case of unquoted ones. Only letters are accepted. */
function quoteIdentifier(name: string): string {
  if (!/^[A-Za-z]+$/.test(name)) throw new Error(`There is no column ${name}.`)
  return `"${name}"`
}
