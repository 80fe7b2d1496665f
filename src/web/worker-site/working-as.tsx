import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Json, WorkerTold } from '../../server/control/contract.js'
import { browserClock } from '../ui/clock.js'
import { client } from './client.js'

/** Who works in this tab, and how the worker stands. */
export interface WorkingAs {
  readonly id: string
  readonly standing?: Heard
  /** Asks anew how the worker stands. */
  readonly refresh: () => void
}

/** How a worker stands, and when that was heard, by the browser's clock. */
export type Heard = Json<WorkerTold> & { readonly heardAt: number }

export async function hearStanding(workerId: string): Promise<Heard> {
  const standing = await client.standing(workerId)
  return { ...standing, heardAt: browserClock.now().getTime() }
}

export const WorkingAsContext = createContext<WorkingAs>({ id: '', refresh() {} })

export const useWorkingAs = (): WorkingAs => useContext(WorkingAsContext)
