export type Key = string | number
export type Column = string | number | null

/**
 * How things of one kind are kept: their keys and what is searched as columns, and the thing
 * itself as JSON.
 */
export interface Table<T, K extends keyof T & string, C extends string> {
  readonly name: string
  /** Members of the thing that together are unique. */
  readonly key: readonly K[]
  /** What else is searched: what a column holds for a thing. */
  readonly columns: Readonly<Record<C, (thing: T) => Column>>
  /** Reads a thing back from its JSON, in which instants are texts. */
  readonly revive: (json: T) => T
}

/** Instants are found again by their names, so that a requester's text that looks like one stays a text. */
export function table<T extends object>() {
  return <const K extends keyof T & string, C extends string>(kept: {
    readonly name: string
    readonly key: readonly K[]
    readonly columns: Readonly<Record<C, (thing: T) => Column>>
    readonly instants?: readonly (keyof T & string)[]
    readonly revive?: (json: T) => T
  }): Table<T, K, C> => ({
    ...kept,
    revive: (json) => {
      for (const name of kept.instants ?? []) {
        const text = json[name]
        if (typeof text === 'string') (json as Record<string, unknown>)[name] = new Date(text)
      }
      return kept.revive ? kept.revive(json) : json
    },
  })
}

/** The first column of every table: grows with each new row, and never changes for one. */
export const position = 'position'
