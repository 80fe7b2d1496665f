export type KeyValue = string | number
export type ColumnValue = string | number | null

/**
 * How things of one kind are kept: their keys and what is searched as columns, and the thing
 * itself as JSON.
 */
export interface TableDefinition<T, K extends keyof T & string, C extends string> {
  readonly name: string
  /** Members of the thing that together are unique. */
  readonly key: readonly K[]
  /** What else is searched: what a column holds for a thing. */
  readonly columns: Readonly<Record<C, (record: T) => ColumnValue>>
  /** Reads a thing back from its JSON, in which instants are texts. */
  readonly deserialize: (json: T) => T
}

/** Instants are found again by their names, so that a requester's text that looks like one stays a text. */
export function defineTable<T extends object>() {
  return <const K extends keyof T & string, C extends string>(definition: {
    readonly name: string
    readonly key: readonly K[]
    readonly columns: Readonly<Record<C, (record: T) => ColumnValue>>
    readonly instants?: readonly (keyof T & string)[]
    readonly deserialize?: (json: T) => T
  }): TableDefinition<T, K, C> => ({
    ...definition,
    deserialize: (json) => {
      for (const name of definition.instants ?? []) {
        const text = json[name]
        if (typeof text === 'string') (json as Record<string, unknown>)[name] = new Date(text)
      }
      return definition.deserialize ? definition.deserialize(json) : json
    },
  })
}

/** The first column of every table: grows with each new row, and never changes for one. */
export const position = 'position'
