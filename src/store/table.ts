import { formatInstant } from '../core/format-instant.js'

export type KeyValue = string | number
export type ColumnValue = string | number | null

/**
 * Definition of a table: the key and the searchable values are columns, and the record itself is
 * JSON.
 */
export interface TableDefinition<T, K extends keyof T & string, C extends string> {
  readonly name: string
  /** Members that together are unique. */
  readonly key: readonly K[]
  /** Other searchable columns, with the value of each for a record. */
  readonly columns: Readonly<Record<C, (record: T) => ColumnValue>>
  readonly serialize: (record: T) => string
  /** Converts parsed JSON, in which instants are texts, back to a record. */
  readonly deserialize: (json: T) => T
}

/**
 * Instants are restored by member name, so that a requester's text that looks like an instant stays
 * a text.
 */
export function defineTable<T extends object>() {
  return <const K extends keyof T & string, C extends string>(definition: {
    readonly name: string
    readonly key: readonly K[]
    readonly columns: Readonly<Record<C, (record: T) => ColumnValue>>
    readonly instants?: readonly (keyof T & string)[]
    /** A copy without what is worked out again when it is read. */
    readonly toStored?: (record: T) => object
    readonly deserialize?: (json: T) => T
  }): TableDefinition<T, K, C> => ({
    ...definition,
    serialize: (record) => {
      const stored = (definition.toStored?.(record) ?? { ...record }) as Record<string, unknown>
      // JSON.stringify calls a method of each instant, which takes half of its time.
      for (const name of definition.instants ?? []) {
        const instant = stored[name]
        if (instant instanceof Date) stored[name] = formatInstant(instant)
      }
      return JSON.stringify(stored)
    },
    deserialize: (json) => {
      for (const name of definition.instants ?? []) {
        const text = json[name]
        if (typeof text === 'string') (json as Record<string, unknown>)[name] = new Date(text)
      }
      return definition.deserialize ? definition.deserialize(json) : json
    },
  })
}

/** First column of every table: increases with each insert and never changes. */
export const position = 'position'
