import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Json, WorkerView } from '../../server/control/contract.js'
import { browserClock } from '../ui/clock.js'
import { client } from './client.js'

/** Who works in this tab, and how the worker stands. */
export interface CurrentWorker {
  readonly id: string
  readonly workerSummary?: WorkerSnapshot
  /** Asks anew how the worker stands. */
  readonly refresh: () => void
}

/** How a worker stands, and when that was heard, by the browser's clock. */
export type WorkerSnapshot = Json<WorkerView> & { readonly receivedAt: number }

export async function loadWorkerSummary(workerId: string): Promise<WorkerSnapshot> {
  const workerSummary = await client.workerSummary(workerId)
  return { ...workerSummary, receivedAt: browserClock.now().getTime() }
}

export const CurrentWorkerContext = createContext<CurrentWorker>({ id: '', refresh() {} })

export const useCurrentWorker = (): CurrentWorker => useContext(CurrentWorkerContext)
