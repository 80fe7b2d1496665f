import type { ComponentType } from 'preact'
import { ApiPage } from './api/api-page.js'
import { BatchesPage } from './batches/batches-page.js'
import { CallsPage } from './calls/calls-page.js'
import { ClockPage } from './clock/clock-page.js'
import { ConsumersPage } from './consumers/consumers-page.js'
import { CrowdsPage } from './crowd/crowds-page.js'
import { DeliveriesPage } from './deliveries/deliveries-page.js'
import { DocsPage } from './docs/docs-page.js'
import { FaultsPage } from './fault-rules/faults-page.js'
import { HitTypesPage } from './hit-types/hit-types-page.js'
import { AssignmentPage } from './hits/assignment-page.js'
import { HitsPage } from './hits/hits-page.js'
import { InboxPage } from './inbox/inbox-page.js'
import { OverviewPage } from './overview/overview-page.js'
import { QualificationTypesPage } from './qualifications/qualification-types-page.js'
import { SendTestEventPage } from './send/send-test-event-page.js'

/** A page of the console. */
interface ConsoleRoute {
  /** The segment after `/console/`. */
  readonly name: string
  readonly title: string
  readonly page: ComponentType<{
    readonly path: readonly string[]
    readonly query: URLSearchParams
  }>
}

/** All pages, in the groups of the navigation. */
export const routeGroups: readonly {
  readonly title: string
  readonly routes: readonly ConsoleRoute[]
}[] = [
  { title: 'Start', routes: [{ name: 'overview', title: 'Overview', page: OverviewPage }] },
  {
    title: 'Notifications',
    routes: [
      { name: 'deliveries', title: 'Deliveries', page: DeliveriesPage },
      { name: 'inbox', title: 'Inbox', page: InboxPage },
      { name: 'send', title: 'Send a test event', page: SendTestEventPage },
      { name: 'consumers', title: 'Consumers', page: ConsumersPage },
    ],
  },
  {
    title: 'Marketplace',
    routes: [
      { name: 'hits', title: 'HITs', page: HitsPage },
      { name: 'batches', title: 'Batches', page: BatchesPage },
      { name: 'hit-types', title: 'HIT types', page: HitTypesPage },
      { name: 'qualifications', title: 'Qualifications', page: QualificationTypesPage },
      { name: 'crowd', title: 'Crowd', page: CrowdsPage },
    ],
  },
  {
    title: 'Emulator',
    routes: [
      { name: 'calls', title: 'Calls', page: CallsPage },
      { name: 'clock', title: 'Clock', page: ClockPage },
      { name: 'faults', title: 'Faults', page: FaultsPage },
      { name: 'api', title: 'Control API', page: ApiPage },
    ],
  },
]

/** Pages that can be opened by name: those of the navigation, and the documentation below it. */
export const listedRoutes: readonly ConsoleRoute[] = [
  ...routeGroups.flatMap(({ routes }) => routes),
  { name: 'docs', title: 'Documentation', page: DocsPage },
]

export const consoleRoutes: readonly ConsoleRoute[] = [
  ...listedRoutes,
  { name: 'assignments', title: 'Assignment', page: AssignmentPage },
]
