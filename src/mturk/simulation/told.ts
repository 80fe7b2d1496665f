import {
  added,
  type Crowd,
  type CrowdAnswers,
  nothingDone,
  type SimulatedWorker,
  type Tally,
} from '../../domain/crowd.js'
import type { Transaction } from '../../store/store.js'

/** A crowd as it is told: what its workers have done so far, and what they do now. */
export interface CrowdTold extends Crowd {
  readonly did: Tally & { readonly approved: number; readonly rejected: number }
  readonly now: Readonly<Record<SimulatedWorker['doing'], number>>
  /** When one of them does something next; nothing when all have stopped. */
  readonly next?: Date
  /** What went wrong last, and for whom. */
  readonly trouble?: { readonly workerId: string; readonly at: Date; readonly says: string }
  /** What they were given to answer, where they were. */
  readonly templates?: CrowdAnswers['templates']
}

export async function told(tx: Transaction, crowd: Crowd): Promise<CrowdTold> {
  const workers = (await tx.simulatedWorkers.list({ crowd: crowd.name })).map(({ thing }) => thing)
  const workerId = workers.map(({ id }) => id)
  const judged = (status: string) => tx.assignments.count({ workerId, status })
  const now = { away: 0, looking: 0, working: 0 }
  for (const { doing } of workers) now[doing]++
  const troubled = latest(workers.filter(({ trouble }) => trouble))
  return {
    ...crowd,
    did: {
      ...workers.reduce((sum, { did }) => added(sum, did), nothingDone),
      approved: await judged('Approved'),
      rejected: await judged('Rejected'),
    },
    now,
    next: workers
      .flatMap(({ next }) => next ?? [])
      .reduce<Date | undefined>((a, b) => (a && a <= b ? a : b), undefined),
    trouble: troubled && { workerId: troubled.id, ...troubled.trouble! },
    templates: (await tx.crowdAnswers.find({ crowd: crowd.name }))?.templates,
  }
}

const latest = (workers: readonly SimulatedWorker[]): SimulatedWorker | undefined =>
  workers.reduce<SimulatedWorker | undefined>(
    (a, b) => (a && a.trouble!.at >= b.trouble!.at ? a : b),
    undefined,
  )
