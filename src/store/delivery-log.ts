import type { Delivery, DeliveryLog } from '../notifications/delivery.js'
import type { Store } from './store.js'

/** Finished deliveries are counted, and the oldest forgotten, each time this many have come. */
const tidyEvery = 1000

/**
 * The log of deliveries, which is also the outbox: what is pending in it is still to be sent.
 *
 * @param keep how many finished deliveries are kept
 */
export function deliveryLog(store: Store, keep: number): DeliveryLog {
  let finished = 0

  return {
    claim: () =>
      store.transaction(async (tx) => {
        const pending = await tx.deliveries.list(
          { status: 'pending' },
          { limit: Number.MAX_SAFE_INTEGER },
        )
        return pending.map(({ thing }) => thing)
      }),

    record: (deliveries: readonly Delivery[]) =>
      store.transaction(async (tx) => {
        for (const delivery of deliveries) await tx.deliveries.put(delivery)
        finished += deliveries.length
        if (finished < Math.min(tidyEvery, keep)) return
        finished = 0
        const [oldest] = await tx.deliveries.list(
          { status: ['sent', 'failed'] },
          { limit: 1, offset: keep, newestFirst: true },
        )
        if (oldest)
          await tx.deliveries.removeAll({
            status: ['sent', 'failed'],
            position: { to: oldest.position },
          })
      }),
  }
}
