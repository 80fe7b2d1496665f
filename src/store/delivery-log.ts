import type { LetGo } from '../core/retention.js'
import type { DeliveryLog } from '../notifications/delivery.js'
import { livingAt } from './living.js'
import type { Store } from './store.js'

/** The oldest finished deliveries are forgotten each time so many more have finished. */
const tidyEvery = 1000

/** So many are taken over at once: changes of others come in between. */
const mostAtOnce = 500

/**
 * The log of deliveries, which is also the outbox: what is pending in it is still to be sent.
 *
 * @param keep how many deliveries are kept, but for those still pending
 * @param owner the process among those that share the store
 * @param letGo hears how many were forgotten because there were more than that
 */
export function deliveryLog(
  store: Store,
  keep: number,
  owner: string,
  letGo: LetGo = () => {},
): DeliveryLog {
  let finished = 0

  return {
    forgets: store.forgets,

    async claim() {
      const now = (await store.bus?.now()) ?? 0
      return store.transaction(async (tx) => {
        const living = store.bus ? await livingAt(tx, now) : []
        const orphans = await tx.deliveries.list(
          { status: 'pending', owner: { not: [owner, ...living.map(({ id }) => id)] } },
          { limit: mostAtOnce },
        )
        const taken = orphans.map(({ thing }) => ({ ...thing, owner }))
        await tx.deliveries.putAll(taken)
        return taken
      })
    },

    async strays(carried) {
      if (!store.bus) return []
      const mine = { status: 'pending', owner }
      const pending = await store.transaction(async (tx) =>
        (await tx.deliveries.count(mine)) > carried.size ? tx.deliveries.list(mine) : [],
      )
      const ids = pending.map(({ thing }) => thing.id).filter((id) => !carried.has(id))
      // One that was carried when it was read may be written down by now.
      const strays = await store.transaction((tx) =>
        tx.deliveries.list({ ...mine, id: ids.slice(0, mostAtOnce) }),
      )
      return strays.map(({ thing }) => thing)
    },

    seal: (deliveries) =>
      store.transaction(async (tx) => {
        const waiting = await tx.deliveries.list({ id: deliveries.map(({ id }) => id) })
        const kept = new Map(waiting.map(({ thing }) => [thing.id, thing]))
        const sealed = deliveries.map((delivery) => {
          const { collectsUntil: _, ...whole } = kept.get(delivery.id) ?? delivery
          return whole
        })
        await tx.deliveries.putAll(sealed.filter(({ id }) => kept.has(id)))
        return sealed
      }),

    async record(deliveries) {
      let forgotten = 0
      const written = await store.transaction(async (tx) => {
        forgotten = 0
        const isWritten = await Promise.all(
          // What has arrived has arrived, whoever's it is by now.
          deliveries.map((each) =>
            store.forgets && each.kind === 'test'
              ? // It may not have been written before, since it was over at once.
                tx.deliveries.put(each).then(() => true)
              : tx.deliveries.replace(each, each.status === 'sent' ? {} : { owner }),
          ),
        )
        const written = deliveries.filter((_, index) => isWritten[index])
        finished += deliveries.length
        if (finished < Math.min(tidyEvery, keep)) return written
        finished = 0
        const [newest] = await tx.deliveries.list({}, { limit: 1, newestFirst: true })
        if (newest)
          forgotten = await tx.deliveries.removeAll({
            status: ['sent', 'failed'],
            position: { to: newest.position - keep },
          })
        return written
      })
      if (forgotten > 0) letGo(forgotten, 'full')
      const told = JSON.stringify({ from: owner, sent: written.map(({ id }) => id) })
      // Written down is written down: whoever does not hear of it reads it later.
      await store.bus?.call(told).catch(() => {})
      return written
    },

    reopen: ({ nextAttemptAt: _, ...delivery }) =>
      store.transaction(async (tx) => {
        const open = { ...delivery, status: 'pending', owner } as const
        await tx.deliveries.put(open)
        return open
      }),
  }
}
