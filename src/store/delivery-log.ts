import type { Delivery, DeliveryLog } from '../notifications/delivery.js'
import type { Store } from './store.js'

/** The oldest finished deliveries are forgotten each time so many more have finished. */
const tidyEvery = 1000

/**
 * The log of deliveries, which is also the outbox: what is pending in it is still to be sent.
 *
 * @param keep how many deliveries are kept, but for those still pending
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

    seal: (deliveries) =>
      store.transaction(async (tx) => {
        const sealed: Delivery[] = []
        for (const { id } of deliveries) {
          const { collectsUntil: _, ...delivery } = (await tx.deliveries.find({ id }))!
          await tx.deliveries.put(delivery)
          sealed.push(delivery)
        }
        return sealed
      }),

    record: (deliveries: readonly Delivery[]) =>
      store.transaction(async (tx) => {
        for (const delivery of deliveries) await tx.deliveries.put(delivery)
        finished += deliveries.length
        if (finished < Math.min(tidyEvery, keep)) return
        finished = 0
        const [newest] = await tx.deliveries.list({}, { limit: 1, newestFirst: true })
        await tx.deliveries.removeAll({
          status: ['sent', 'failed'],
          position: { to: newest!.position - keep },
        })
      }),
  }
}
