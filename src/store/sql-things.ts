import type { Sql } from './engine.js'
import type { Listed, Page, Range, Things, Where } from './store.js'
import { type Column, type Key, position, type Table } from './table.js'

/** Both engines take many more values in one statement than so many rows have. */
const rowsAtOnce = 100

/** The statements of one table, said once: what varies from call to call is only what is searched. */
export function thingsIn<T extends object, K extends keyof T & string, C extends string>(
  table: Table<T, K, C>,
): (sql: Sql) => Things<T, K, C> {
  const extra = Object.entries(table.columns) as [C, (thing: T) => Column][]
  const columns = [...table.key, ...extra.map(([name]) => name), 'thing'].map(quoted)
  const keys = table.key.map(quoted)
  const byKey = keys.map((name) => `${name} = ?`).join(' and ')
  const others = columns.slice(keys.length).map((name) => `${name} = excluded.${name}`)

  const find = `select thing from ${table.name} where ${byKey}`
  const remove = `delete from ${table.name} where ${byKey}`
  const row = `(${columns.map(() => '?').join(', ')})`
  const put = (rows: number) => `insert into ${table.name} (${columns.join(', ')})
    values ${Array.from({ length: rows }, () => row).join(', ')}
    on conflict (${keys.join(', ')}) do update set ${others.join(', ')}`
  const putOne = put(1)
  const replace = `update ${table.name} set ${columns.map((name) => `${name} = ?`).join(', ')}`

  const keyOf = (key: Pick<T, K>): Column[] => table.key.map((name) => key[name] as Column)
  const keysOf = (thing: T): Where<string> =>
    Object.fromEntries(table.key.map((name) => [name, thing[name] as Column]))
  const valuesOf = (thing: T): Column[] => [
    ...keyOf(thing),
    ...extra.map(([, of]) => of(thing)),
    JSON.stringify(thing),
  ]
  const read = (json: string): T => table.revive(JSON.parse(json) as T)

  return (sql) => ({
    async find(key) {
      const [row] = await sql.rows<{ thing: string }>(find, keyOf(key))
      return row && read(row.thing)
    },

    async put(thing) {
      await sql.run(putOne, valuesOf(thing))
    },

    async putAll(things) {
      for (let from = 0; from < things.length; from += rowsAtOnce) {
        const rows = things.slice(from, from + rowsAtOnce)
        await sql.run(put(rows.length), rows.flatMap(valuesOf))
      }
    },

    async replace(thing, where) {
      const { text, values } = sought({ ...keysOf(thing), ...where })
      return (await sql.run(`${replace} ${text}`, [...valuesOf(thing), ...values])) > 0
    },

    async remove(key) {
      await sql.run(remove, keyOf(key))
    },

    async list(where, page) {
      const found = sought(where, page)
      const rows = await sql.rows<{ thing: string; position: number | string }>(
        `select thing, ${position} from ${table.name} ${found.text}`,
        found.values,
      )
      return rows.map(
        (row): Listed<T> => ({ thing: read(row.thing), position: Number(row.position) }),
      )
    },

    async first(where, by) {
      return (await this.sorted(where, by, 1))[0]
    },

    async sorted(where, by, limit) {
      const { text, values } = sought(where)
      const rows = await sql.rows<{ thing: string }>(
        `select thing from ${table.name} ${text} order by ${quoted(by)}, ${position} limit ?`,
        [...values, limit],
      )
      return rows.map((row) => read(row.thing))
    },

    async count(where) {
      const { text, values } = sought(where)
      const [row] = await sql.rows<{ count: number | string }>(
        `select count(*) as count from ${table.name} ${text}`,
        values,
      )
      return Number(row!.count)
    },

    async column(where, name, limit = Number.MAX_SAFE_INTEGER) {
      const { text, values } = sought(where, { limit })
      const rows = await sql.rows<{ found: Key }>(
        `select ${quoted(name)} as found from ${table.name} ${text}`,
        values,
      )
      return rows.map(({ found }) => found)
    },

    removeAll(where) {
      const { text, values } = sought(where)
      return sql.run(`delete from ${table.name} ${text}`, values)
    },
  })
}

function sought(where: Where<string>, page?: Page): { text: string; values: readonly Column[] } {
  const conditions: string[] = []
  const values: Column[] = []
  const must = (condition: string, ...given: readonly Column[]) => {
    conditions.push(condition)
    values.push(...given)
  }

  for (const [name, wanted] of Object.entries(where)) {
    const column = quoted(name)
    if (wanted === undefined) continue
    if (wanted === null) must(`${column} is null`)
    else if (isList(wanted)) {
      if (wanted.length === 0) must('1 = 0')
      else must(`${column} in (${wanted.map(() => '?').join(', ')})`, ...wanted)
    } else if (typeof wanted === 'object') {
      if (wanted.from !== undefined) must(`${column} >= ?`, wanted.from)
      if (wanted.to !== undefined) must(`${column} <= ?`, wanted.to)
      for (const text of wanted.holds ?? [])
        must(`lower(${column}) like lower(?) escape '!'`, anywhere(text))
      for (const text of wanted.lacks ?? [])
        must(`lower(${column}) not like lower(?) escape '!'`, anywhere(text))
      if (wanted.not && wanted.not.length > 0) {
        const not = roundedUp(wanted.not)
        must(`${column} not in (${not.map(() => '?').join(', ')})`, ...not)
      }
    } else must(`${column} = ?`, wanted)
  }
  if (page?.after !== undefined) must(`${position} ${page.newestFirst ? '<' : '>'} ?`, page.after)

  const filter = conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
  if (!page) return { text: filter, values }
  const order = `order by ${position} ${page.newestFirst ? 'desc' : 'asc'} limit ? offset ?`
  return { text: `${filter} ${order}`, values: [...values, page.limit, page.skip ?? 0] }
}

const anywhere = (text: string): string => `%${text.replace(/[!%_]/g, '!$&')}%`

/** The last once more until there are a power of two, so that lists of many lengths are few statements. */
const roundedUp = (values: readonly Key[]): readonly Key[] => {
  const length = 2 ** Math.ceil(Math.log2(values.length))
  return [...values, ...Array<Key>(length - values.length).fill(values.at(-1)!)]
}

const isList = (wanted: Column | readonly Key[] | Range): wanted is readonly Key[] =>
  Array.isArray(wanted)

/** Column names are ours, in camelCase, which SQL keeps only inside quotes; nothing else is let in. */
function quoted(name: string): string {
  if (!/^[A-Za-z]+$/.test(name)) throw new Error(`There is no column ${name}.`)
  return `"${name}"`
}
