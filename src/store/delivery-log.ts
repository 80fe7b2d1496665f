import type { Clock } from '../clock/clock.js'
import type { Delivery, DeliveryLog } from '../notifications/delivery.js'
import type { Store } from './store.js'

/** The oldest finished deliveries are forgotten each time so many more have finished. */
const tidyEvery = 1000

/** A process among those that share a store. */
export interface Claimant {
  readonly id: string
  readonly wall: Clock
}

/**
 * The log of deliveries, which is also the outbox: what is pending in it is still to be sent.
 *
 * @param keep how many deliveries are kept, but for those still pending
 */
export function deliveryLog(
  store: Store,
  keep: number,
  { id: owner, wall }: Claimant,
): DeliveryLog {
  let finished = 0

  return {
    claim: () =>
      store.transaction(async (tx) => {
        const alive = await tx.processes.list({ aliveUntil: { from: wall.now().getTime() } })
        const living = alive.map(({ thing }) => thing.id)
        const orphans = await tx.deliveries.list(
          { status: 'pending', owner: { not: [...living, owner] } },
          { limit: Number.MAX_SAFE_INTEGER },
        )
        const taken = orphans.map(({ thing }) => ({ ...thing, owner }))
        for (const delivery of taken) await tx.deliveries.put(delivery)
        return taken
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

    async record(deliveries) {
      await store.transaction(async (tx) => {
        for (const delivery of deliveries) await tx.deliveries.put(delivery)
        finished += deliveries.length
        if (finished < Math.min(tidyEvery, keep)) return
        finished = 0
        const [newest] = await tx.deliveries.list({}, { limit: 1, newestFirst: true })
        await tx.deliveries.removeAll({
          status: ['sent', 'failed'],
          position: { to: newest!.position - keep },
        })
      })
      const told = JSON.stringify({ from: owner, sent: deliveries.map(({ id }) => id) })
      // Written down is written down: whoever does not hear of it reads it later.
      await store.bus?.call(told).catch(() => {})
    },
  }
}
