import {
  type CrowdAnswers,
  emptyStats,
  type SimulatedCrowd,
  type SimulatedWorker,
  sumStats,
  type WorkerStats,
} from '../../domain/simulated-crowd.js'
import type { Transaction } from '../../store/store.js'

/** A crowd with the statistics and states of its workers. */
export interface CrowdView extends SimulatedCrowd {
  readonly stats: WorkerStats & { readonly approved: number; readonly rejected: number }
  readonly workerStates: Readonly<Record<SimulatedWorker['state'], number>>
  /** When one of its workers acts next; left out when all have stopped. */
  readonly nextActionAt?: Date
  /** The latest error of a worker. */
  readonly lastError?: { readonly workerId: string; readonly at: Date; readonly message: string }
  readonly templates?: CrowdAnswers['templates']
}

export async function viewCrowd(tx: Transaction, crowd: SimulatedCrowd): Promise<CrowdView> {
  const workers = (await tx.simulatedWorkers.list({ crowd: crowd.name })).map(
    ({ record }) => record,
  )
  const workerId = workers.map(({ id }) => id)
  const countAssignments = (status: string) => tx.assignments.count({ workerId, status })
  const workerStates = { away: 0, looking: 0, working: 0 }
  for (const { state } of workers) workerStates[state]++
  const failing = findLatestFailing(workers.filter(({ lastError }) => lastError))
  return {
    ...crowd,
    stats: {
      ...workers.reduce((sum, { stats }) => sumStats(sum, stats), emptyStats),
      approved: await countAssignments('Approved'),
      rejected: await countAssignments('Rejected'),
    },
    workerStates,
    nextActionAt: workers
      .flatMap(({ nextActionAt }) => nextActionAt ?? [])
      .reduce<Date | undefined>((a, b) => (a && a <= b ? a : b), undefined),
    lastError: failing && { workerId: failing.id, ...failing.lastError! },
    templates: (await tx.crowdAnswers.find({ crowd: crowd.name }))?.templates,
  }
}

const findLatestFailing = (workers: readonly SimulatedWorker[]): SimulatedWorker | undefined =>
  workers.reduce<SimulatedWorker | undefined>(
    (a, b) => (a && a.lastError!.at >= b.lastError!.at ? a : b),
    undefined,
  )
