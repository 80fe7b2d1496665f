import type { ComponentType } from 'preact'
import { GroupPage } from './hits/group-page.js'
import { GroupsPage } from './hits/groups-page.js'
import { HitPage } from './hits/hit-page.js'
import { QualificationsPage } from './qualifications/qualifications-page.js'
import { EarningsPage } from './tasks/earnings-page.js'
import { TasksPage } from './tasks/tasks-page.js'

/** A page of the worker site. */
interface WorkerRoute {
  /** The segment after the worker's ID. */
  readonly name: string
  readonly title: string
  readonly isInNavigation?: boolean
  /** The page to mark in the navigation if this one is not in it. */
  readonly parent?: string
  readonly page: ComponentType<{
    readonly path: readonly string[]
    readonly query: URLSearchParams
  }>
}

export const workerSiteRoutes: readonly WorkerRoute[] = [
  { name: 'hits', title: 'HITs', isInNavigation: true, page: GroupsPage },
  { name: 'groups', title: 'HITs', parent: 'hits', page: GroupPage },
  { name: 'hit', title: 'HIT', parent: 'hits', page: HitPage },
  { name: 'tasks', title: 'My tasks', isInNavigation: true, page: TasksPage },
  { name: 'earnings', title: 'Earnings', isInNavigation: true, page: EarningsPage },
  {
    name: 'qualifications',
    title: 'Qualifications',
    isInNavigation: true,
    page: QualificationsPage,
  },
]
