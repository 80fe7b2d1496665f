import type { HITType } from '../domain/hit-type.js'
import type { Subscription } from '../domain/subscription.js'
import type { Delivery } from '../notifications/delivery.js'
import { table } from './table.js'

/** Everything a world consists of. The columns stand in `migrations/` under the same names. */
export const tables = {
  hitTypes: table<HITType>()({
    name: 'hit_types',
    key: ['account', 'id'],
    columns: {},
  }),

  subscriptions: table<Subscription>()({
    name: 'subscriptions',
    key: ['account', 'hitTypeId'],
    columns: {},
  }),

  deliveries: table<Delivery>()({
    name: 'deliveries',
    key: ['id'],
    columns: {
      account: ({ account }) => account,
      status: ({ status }) => status,
      transport: ({ transport }) => transport,
      destination: ({ destination }) => destination,
    },
    instants: ['madeAt', 'nextAttemptAt'],
    revive: (delivery) => ({
      ...delivery,
      attempts: delivery.attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at) })),
    }),
  }),
}

export type Tables = typeof tables
