import type { Store, Things, Transaction } from '../../store/store.js'
import type { Table } from '../../store/table.js'
import { tables } from '../../store/tables.js'

/** Deliveries are news of what was, processes are who tells it: neither is part of what is. */
const notPartOfIt = ['deliveries', 'processes']

const kinds = Object.keys(tables).filter(
  (kind) => !notPartOfIt.includes(kind),
) as (keyof Transaction)[]

export type State = Readonly<Record<string, readonly object[]>>

/** A whole marketplace as plain values, each kind of thing in its order. */
export const stateIn = (store: Store): Promise<State> =>
  store.transaction(async (tx) => {
    const state: Record<string, readonly object[]> = {}
    for (const kind of kinds) {
      const things = await (tx[kind] as Things<object>).list({})
      if (things.length > 0) state[kind] = things.map(({ thing }) => thing)
    }
    return state
  })

/**
 * Puts a marketplace into an empty store.
 *
 * @throws Error naming a kind that there is not
 */
export const putState = (store: Store, state: State): Promise<void> =>
  store.transaction(async (tx) => {
    for (const [kind, things] of Object.entries(state)) {
      if (!kinds.includes(kind as keyof Transaction)) throw new Error(`there is no kind ${kind}.`)
      const { revive } = tables[kind as keyof Transaction] as unknown as Table<
        object,
        never,
        string
      >
      for (const thing of things)
        await (tx[kind as keyof Transaction] as Things<object>).put(revive(thing))
    }
  })
