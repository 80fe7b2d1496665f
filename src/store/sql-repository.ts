import type { Sql } from './engine.js'
import type { ColumnFilter, PageQuery, Repository, StoredRow, Where } from './store.js'
import { type ColumnValue, type KeyValue, position, type TableDefinition } from './table.js'

/** Maximum rows per insert statement; both engines accept many more values than these have. */
const maxRowsPerInsert = 100

/** Repository of one table. The statements are built once; only the search conditions vary. */
export function sqlRepository<T extends object, K extends keyof T & string, C extends string>(
  table: TableDefinition<T, K, C>,
): (sql: Sql) => Repository<T, K, C> {
  const extraColumns = Object.entries(table.columns) as [C, (record: T) => ColumnValue][]
  const columns = [...table.key, ...extraColumns.map(([name]) => name), 'record'].map(
    quoteIdentifier,
  )
  const keys = table.key.map(quoteIdentifier)
  const byKey = keys.map((name) => `${name} = ?`).join(' and ')
  const updates = columns.slice(keys.length).map((name) => `${name} = excluded.${name}`)

  const find = `select record from ${table.name} where ${byKey}`
  const remove = `delete from ${table.name} where ${byKey}`
  const row = `(${columns.map(() => '?').join(', ')})`
  const put = (rows: number) => `insert into ${table.name} (${columns.join(', ')})
    values ${Array.from({ length: rows }, () => row).join(', ')}
    on conflict (${keys.join(', ')}) do update set ${updates.join(', ')}`
  const putOne = put(1)
  const replace = `update ${table.name} set ${columns.map((name) => `${name} = ?`).join(', ')}`

  const keyValues = (key: Pick<T, K>): ColumnValue[] =>
    table.key.map((name) => key[name] as ColumnValue)
  const keyCondition = (record: T): Where<string> =>
    Object.fromEntries(table.key.map((name) => [name, record[name] as ColumnValue]))
  const columnValues = (record: T): ColumnValue[] => [
    ...keyValues(record),
    ...extraColumns.map(([, getValue]) => getValue(record)),
    JSON.stringify(record),
  ]
  const deserialize = (json: string): T => table.deserialize(JSON.parse(json) as T)

  return (sql) => ({
    async find(key) {
      const [row] = await sql.rows<{ record: string }>(find, keyValues(key))
      return row && deserialize(row.record)
    },

    async put(record) {
      await sql.run(putOne, columnValues(record))
    },

    async putAll(records) {
      for (let from = 0; from < records.length; from += maxRowsPerInsert) {
        const rows = records.slice(from, from + maxRowsPerInsert)
        await sql.run(put(rows.length), rows.flatMap(columnValues))
      }
    },

    async replace(record, where) {
      const { text, values } = whereClause({ ...keyCondition(record), ...where })
      return (await sql.run(`${replace} ${text}`, [...columnValues(record), ...values])) > 0
    },

    async remove(key) {
      await sql.run(remove, keyValues(key))
    },

    async list(where, page) {
      const clause = whereClause(where, page)
      const rows = await sql.rows<{ record: string; position: number | string }>(
        `select record, ${position} from ${table.name} ${clause.text}`,
        clause.values,
      )
      return rows.map(
        (row): StoredRow<T> => ({
          record: deserialize(row.record),
          position: Number(row.position),
        }),
      )
    },

    async findFirst(where, by) {
      return (await this.listSorted(where, by, 1))[0]
    },

    async listSorted(where, by, limit) {
      const { text, values } = whereClause(where)
      const rows = await sql.rows<{ record: string }>(
        `select record from ${table.name} ${text} order by ${quoteIdentifier(by)}, ${position} limit ?`,
        [...values, limit],
      )
      return rows.map((row) => deserialize(row.record))
    },

    async count(where) {
      const { text, values } = whereClause(where)
      const [row] = await sql.rows<{ count: number | string }>(
        `select count(*) as count from ${table.name} ${text}`,
        values,
      )
      return Number(row!.count)
    },

    async sum(where, name) {
      const { text, values } = whereClause(where)
      const [row] = await sql.rows<{ sum: number | string | null }>(
        `select sum(${quoteIdentifier(name)}) as sum from ${table.name} ${text}`,
        values,
      )
      return Number(row!.sum ?? 0)
    },

    async pluck(where, name, limit = Number.MAX_SAFE_INTEGER) {
      const { text, values } = whereClause(where, { limit })
      const rows = await sql.rows<{ value: KeyValue }>(
        `select ${quoteIdentifier(name)} as value from ${table.name} ${text}`,
        values,
      )
      return rows.map(({ value }) => value)
    },

    removeAll(where) {
      const { text, values } = whereClause(where)
      return sql.run(`delete from ${table.name} ${text}`, values)
    },
  })
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
