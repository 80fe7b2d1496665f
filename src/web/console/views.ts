import type { ComponentType } from 'preact'
import { Calls } from './calls/calls.js'
import { Clock } from './clock/clock.js'
import { Crowd } from './crowd/crowd.js'
import { Deliveries } from './deliveries/deliveries.js'
import { Faults } from './fault-rules/faults.js'
import { HitTypes } from './hit-types/hit-types.js'
import { Hits } from './hits/hits.js'
import { Inbox } from './inbox/inbox.js'
import { Qualifications } from './qualifications/qualifications.js'
import { SendTestEvent } from './send/send-test-event.js'

/** One of the console's pages. */
export interface View {
  /** What follows `/console/`. */
  readonly name: string
  readonly title: string
  readonly page: ComponentType<{
    readonly path: readonly string[]
    readonly query: URLSearchParams
  }>
}

/** All of them, as the navigation groups them. */
export const groups: readonly { readonly title: string; readonly views: readonly View[] }[] = [
  {
    title: 'Notifications',
    views: [
      { name: 'deliveries', title: 'Deliveries', page: Deliveries },
      { name: 'inbox', title: 'Inbox', page: Inbox },
      { name: 'send', title: 'Send a test event', page: SendTestEvent },
    ],
  },
  {
    title: 'Marketplace',
    views: [
      { name: 'hits', title: 'HITs', page: Hits },
      { name: 'hit-types', title: 'HIT types', page: HitTypes },
      { name: 'qualifications', title: 'Qualifications', page: Qualifications },
      { name: 'crowd', title: 'Crowd', page: Crowd },
    ],
  },
  {
    title: 'Emulator',
    views: [
      { name: 'calls', title: 'Calls', page: Calls },
      { name: 'clock', title: 'Clock', page: Clock },
      { name: 'faults', title: 'Faults', page: Faults },
    ],
  },
]

export const views = groups.flatMap(({ views }) => views)
