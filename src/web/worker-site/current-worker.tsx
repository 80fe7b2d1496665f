import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { WorkerSummaryView } from '../../server/control/views.js'
import { browserClock, type ClockReading } from '../ui/clock.js'
import { client } from './client.js'

/** The worker of this tab. */
interface CurrentWorker {
  readonly id: string
  readonly workerSummary?: WorkerSnapshot
  readonly refresh: () => void
}

type WorkerSnapshot = WorkerSummaryView & ClockReading

export async function loadWorkerSummary(workerId: string): Promise<WorkerSnapshot> {
  const workerSummary = await client.request('GET /_mturk/workers/{id}', { id: workerId })
  return {
    ...workerSummary,
    isRunning: workerSummary.clock === 'running',
    receivedAt: browserClock.now().getTime(),
  }
}

export const CurrentWorkerContext = createContext<CurrentWorker>({ id: '', refresh() {} })

export const useCurrentWorker = (): CurrentWorker => useContext(CurrentWorkerContext)
