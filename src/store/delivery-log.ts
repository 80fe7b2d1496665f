import type { OnEvicted } from '../core/retention.js'
import type { Delivery, DeliveryLog } from '../notifications/delivery.js'
import type { MessageBus } from './engine.js'
import { listLiveProcessesAt } from './live-processes.js'
import type { Store } from './store.js'

/** How many deliveries finish between two evictions of the oldest ones. */
const evictEvery = 1000

/** IDs in one message between processes, which PostgreSQL limits to 8,000 bytes. */
const maxAnnounced = 150

/** Orphans claimed in one transaction, so that other transactions can run in between. */
const maxClaimed = 500

/**
 * The log of deliveries, which is also the outbox: pending deliveries are still to be sent.
 *
 * @param maxDeliveries how many finished deliveries are kept
 * @param owner ID of this process among those that share the store
 * @param onEvicted receives the number of deliveries that were evicted because there were too many
 */
export function deliveryLog(
  store: Store,
  maxDeliveries: number,
  owner: string,
  onEvicted: OnEvicted = () => {},
): DeliveryLog {
  let finished = 0

  async function countFinished(count: number): Promise<void> {
    finished += count
    if (finished < Math.min(evictEvery, maxDeliveries)) return
    finished = 0
    const evicted = await store.transaction(async (tx) => {
      const [newest] = await tx.deliveries.list({}, { limit: 1, newestFirst: true })
      if (!newest) return 0
      return tx.deliveries.removeAll({
        status: ['sent', 'failed'],
        position: { to: newest.position - maxDeliveries },
      })
    })
    if (evicted > 0) onEvicted(evicted, 'full')
  }

  let unannounced: string[] = []
  let isAnnouncing = false

  /**
   * Informs the other processes of what was recorded; what comes while a message is sent goes with the
   * next one. It only saves them a later query, so losing it is harmless.
   */
  function announce(bus: MessageBus, recorded: readonly Delivery[]): void {
    for (const { id } of recorded) unannounced.push(id)
    if (!isAnnouncing) void sendAnnouncements(bus)
  }

  async function sendAnnouncements(bus: MessageBus): Promise<void> {
    isAnnouncing = true
    while (unannounced.length > 0) {
      const deliveryIds = unannounced.slice(0, maxAnnounced)
      unannounced = unannounced.slice(maxAnnounced)
      await bus.publish(JSON.stringify({ from: owner, deliveryIds })).catch(() => {})
    }
    isAnnouncing = false
  }

  return {
    async claim() {
      const now = (await store.bus?.now()) ?? 0
      return store.transaction(async (tx) => {
        const live = store.bus ? await listLiveProcessesAt(tx, now) : []
        const orphans = await tx.deliveries.list(
          { status: 'pending', owner: { not: [owner, ...live.map(({ id }) => id)] } },
          { limit: maxClaimed },
        )
        const claimed = orphans.map(({ record }) => ({ ...record, owner }))
        await tx.deliveries.putAll(claimed)
        return claimed
      })
    },

    async listUntracked(tracked) {
      if (!store.bus) return []
      const ownPending = { status: 'pending', owner }
      const pending = await store.transaction(async (tx) =>
        (await tx.deliveries.count(ownPending)) > tracked.size
          ? tx.deliveries.list(ownPending)
          : [],
      )
      const ids = pending.map(({ record }) => record.id).filter((id) => !tracked.has(id))
      // A delivery that was in progress at the first query may be recorded by now.
      const untracked = await store.transaction((tx) =>
        tx.deliveries.list({ ...ownPending, id: ids.slice(0, maxClaimed) }),
      )
      return untracked.map(({ record }) => record)
    },

    closeBatch: (deliveries) =>
      store.transaction(async (tx) => {
        const waiting = await tx.deliveries.list({ id: deliveries.map(({ id }) => id) })
        const current = new Map(waiting.map(({ record }) => [record.id, record]))
        const closed = deliveries.map((delivery) => {
          const { batchUntil: _, ...whole } = current.get(delivery.id) ?? delivery
          return whole
        })
        await tx.deliveries.putAll(closed.filter(({ id }) => current.has(id)))
        return closed
      }),

    async record(deliveries) {
      const written = await store.transaction(async (tx) => {
        const isWritten = await Promise.all(
          // A successful delivery is recorded even if another process has claimed it since.
          deliveries.map((each) =>
            tx.deliveries.replace(each, each.status === 'sent' ? {} : { owner }),
          ),
        )
        return deliveries.filter((_, index) => isWritten[index])
      })
      await countFinished(deliveries.length)
      if (store.bus) announce(store.bus, written)
      return written
    },

    countFinished,

    requeue: ({ nextAttemptAt: _, ...delivery }) =>
      store.transaction(async (tx) => {
        const open = { ...delivery, status: 'pending', owner } as const
        await tx.deliveries.put(open)
        return open
      }),
  }
}
