import type { Store, Transaction } from './store.js'
import type { ProcessRecord } from './tables.js'

/** Clocks of machines that are set differ by so many milliseconds at most. */
const maxClockSkew = 1000

/** The processes that share a store and are alive. */
export async function listLiveProcesses(store: Store): Promise<readonly ProcessRecord[]> {
  const now = (await store.bus?.now()) ?? 0
  return store.transaction((tx) => listLiveProcessesAt(tx, now))
}

/**
 * Those that are alive at an instant of the database's clock. Whoever seems to have spoken later
 * than that spoke before the clock was set back, and counts as silent.
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
