import type { Store, Transaction } from './store.js'
import type { ProcessRecord } from './tables.js'

/** Maximum difference between the clocks of two machines, in milliseconds. */
const maxClockSkew = 1000

/** The live processes that share a store. */
export async function listLiveProcesses(store: Store): Promise<readonly ProcessRecord[]> {
  const now = (await store.bus?.now()) ?? 0
  return store.transaction((tx) => listLiveProcessesAt(tx, now))
}

/**
 * The processes that are alive at an instant of the database's clock. A lease from the future was
 * renewed before the clock was set back, and counts as expired.
 */
export async function listLiveProcessesAt(
  tx: Transaction,
  now: number,
): Promise<readonly ProcessRecord[]> {
  const processes = await tx.processes.list({})
  return processes
    .map(({ record }) => record)
    .filter(
      ({ aliveUntil, lease }) => aliveUntil >= now && aliveUntil - lease <= now + maxClockSkew,
    )
}
