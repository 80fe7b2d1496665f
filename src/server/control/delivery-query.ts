import type { Timer } from '../../core/timer.js'
import type { Delivery } from '../../notifications/delivery.js'
import type { DeliveryDispatcher } from '../../notifications/dispatcher.js'
import type { Store } from '../../store/store.js'
import type { DeliveryFilter, DeliveryPage, Json, WaitResult, WaitFilter } from './contract.js'
import { loadPage, type PageParameters } from './pagination.js'

export interface DeliveryQueryDependencies {
  readonly store: Store
  readonly dispatcher: DeliveryDispatcher
  /** The wall's. */
  readonly timer: Timer
}

/** A page of the log, newest first. */
export const findDeliveries = (
  { store }: Pick<DeliveryQueryDependencies, 'store'>,
  filter: DeliveryFilter,
  page: PageParameters,
): Promise<DeliveryPage> =>
  store.transaction(async ({ deliveries }) => {
    const { items, ...listing } = await loadPage(deliveries, buildWhere(filter), page)
    return { deliveries: items, ...listing }
  })

/**
 * What has no column of its own is looked for in the JSON. There quotes are bare in what we wrote
 * ourselves alone: inside a document each has a backslash before it.
 */
function buildWhere({ eventType, kind, text, ...columns }: DeliveryFilter) {
  const contains: string[] = []
  if (eventType) contains.push(`"${eventType}"`)
  if (kind && kind !== 'notification') contains.push(`"kind":"${kind}"`)
  if (text) contains.push(escapeJson(text))
  const excludes = kind === 'notification' ? ['"kind":"message"'] : []
  return contains.length + excludes.length > 0
    ? { ...columns, record: { contains, excludes } }
    : columns
}

/** As it stands inside JSON. */
const escapeJson = (text: string): string => JSON.stringify(text).slice(1, -1)

/** Resolves as soon as so many deliveries that fit are in the log, or when the time is over. */
export async function waitForDeliveries(
  dependencies: DeliveryQueryDependencies,
  { count = 1, timeout = 10_000, ...filter }: WaitFilter,
  signal: AbortSignal,
): Promise<WaitResult> {
  const criteria: DeliveryFilter = { status: 'sent', kind: 'notification', ...filter }
  const matching = new Map<string, Delivery>()
  const cleanup = new AbortController()

  const completed = new Promise<void>((resolve) => {
    const collect = (delivery: Delivery) => {
      if (matchesFilter(delivery, criteria) && !isDroppedByFault(delivery))
        matching.set(delivery.id, delivery)
      if (matching.size >= count) resolve()
    }
    const cancelTimer = dependencies.timer.after(timeout, resolve)
    // Listening begins before the log is read, so that nothing falls between the two.
    async function search(after?: number): Promise<void> {
      const { deliveries, next } = await findDeliveries(dependencies, criteria, {
        limit: count,
        after,
      })
      deliveries.forEach(collect)
      if (matching.size < count && next !== undefined) await search(next)
    }
    const unsubscribeChanges = dependencies.dispatcher.onChange(collect)
    const searchAgain = () => void search().catch(() => resolve())
    const unsubscribeGaps = dependencies.dispatcher.onGap(searchAgain)
    signal.addEventListener('abort', () => resolve(), { once: true })
    cleanup.signal.addEventListener('abort', () => {
      cancelTimer()
      unsubscribeChanges()
      unsubscribeGaps()
    })
    searchAgain()
  })

  await completed
  cleanup.abort()
  const deliveries = [...matching.values()].sort(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
  )
  return { complete: deliveries.length >= count, deliveries }
}

/** Whether it counts as sent and never was, on purpose: whoever waits for it waits in vain. */
const isDroppedByFault = ({ attempts }: Delivery): boolean =>
  attempts.at(-1)?.faults?.some(({ what }) => what === 'drop') === true

/** Whether a delivery, here or as it came over the wire, is one of those meant. */
export const matchesFilter = (
  delivery: Delivery | Json<Delivery>,
  { eventType, kind, text, ...fields }: DeliveryFilter,
): boolean =>
  (!text || JSON.stringify(delivery).toLowerCase().includes(escapeJson(text).toLowerCase())) &&
  (!eventType || delivery.eventTypes.includes(eventType)) &&
  (!kind || delivery.kind === kind || (kind === 'notification' && delivery.kind !== 'message')) &&
  Object.entries(fields).every(
    ([name, expected]) => expected === undefined || delivery[name as keyof Delivery] === expected,
  )
