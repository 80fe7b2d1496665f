import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { WorkerSummaryView } from '../../server/control/views.js'
import { browserClock } from '../ui/clock.js'
import { client } from './client.js'

/** The worker of this tab. */
export interface CurrentWorker {
  readonly id: string
  readonly workerSummary?: WorkerSnapshot
  readonly refresh: () => void
}

/** A worker's summary, and when it was received by the browser's clock, in milliseconds. */
export type WorkerSnapshot = WorkerSummaryView & { readonly receivedAt: number }

export async function loadWorkerSummary(workerId: string): Promise<WorkerSnapshot> {
  const workerSummary = await client.request('GET /_mturk/workers/{id}', { id: workerId })
  return { ...workerSummary, receivedAt: browserClock.now().getTime() }
}

export const CurrentWorkerContext = createContext<CurrentWorker>({ id: '', refresh() {} })

export const useCurrentWorker = (): CurrentWorker => useContext(CurrentWorkerContext)
