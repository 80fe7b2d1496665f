import type { Store, Transaction } from './store.js'
import type { Process } from './tables.js'

/** Clocks of machines that are set differ by so many milliseconds at most. */
const slack = 1000

/** The processes that share a store and are alive. */
export async function livingIn(store: Store): Promise<readonly Process[]> {
  const now = (await store.bus?.now()) ?? 0
  return store.transaction((tx) => livingAt(tx, now))
}

/**
 * Those that are alive at an instant of the database's clock. Whoever seems to have spoken later
 * than that spoke before the clock was set back, and counts as silent.
 */
export async function livingAt(tx: Transaction, now: number): Promise<readonly Process[]> {
  const known = await tx.processes.list({})
  return known
    .map(({ thing }) => thing)
    .filter(({ aliveUntil, lease }) => aliveUntil >= now && aliveUntil - lease <= now + slack)
}
