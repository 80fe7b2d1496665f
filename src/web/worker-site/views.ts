import type { ComponentType } from 'preact'
import { Group } from './hits/group.js'
import { GroupList } from './hits/group-list.js'
import { Hit } from './hits/hit.js'
import { Qualifications } from './qualifications/qualifications.js'
import { Earnings } from './tasks/earnings.js'
import { Tasks } from './tasks/tasks.js'

/** One of a worker's pages. */
export interface View {
  /** What follows the worker's ID in the address. */
  readonly name: string
  readonly title: string
  /** Whether the navigation leads to it. */
  readonly isPlace?: boolean
  /** The place that it belongs to, if it is none. */
  readonly within?: string
  readonly page: ComponentType<{
    readonly path: readonly string[]
    readonly query: URLSearchParams
  }>
}

export const views: readonly View[] = [
  { name: 'hits', title: 'HITs', isPlace: true, page: GroupList },
  { name: 'groups', title: 'HITs', within: 'hits', page: Group },
  { name: 'hit', title: 'HIT', within: 'hits', page: Hit },
  { name: 'tasks', title: 'My tasks', isPlace: true, page: Tasks },
  { name: 'earnings', title: 'Earnings', isPlace: true, page: Earnings },
  { name: 'qualifications', title: 'Qualifications', isPlace: true, page: Qualifications },
]
