import type { ComponentType } from 'preact'
import { Deliveries } from './deliveries/deliveries.js'
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
      { name: 'send', title: 'Send a test event', page: SendTestEvent },
    ],
  },
]

export const views = groups.flatMap(({ views }) => views)
