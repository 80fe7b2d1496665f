import type { Timer } from '../../core/timer.js'
import type { EventType } from '../../domain/shapes/EventType.js'
import type { NotificationTransport } from '../../domain/shapes/NotificationSpecification.js'
import type { Delivery, DeliveryKind, DeliveryStatus } from '../../notifications/delivery.js'
import type { DeliveryDispatcher } from '../../notifications/dispatcher.js'
import type { Store } from '../../store/store.js'
import type { Json } from './json-types.js'
import { loadPage, type PageInfo, type PageParameters } from './pagination.js'
import { searchPage } from './search-page.js'

export interface DeliveryQueryDependencies {
  readonly store: Store
  readonly dispatcher: DeliveryDispatcher
  /** In real time. */
  readonly timer: Timer
}

export interface DeliveryFilter {
  readonly account?: string
  readonly transport?: NotificationTransport
  readonly destination?: string
  readonly status?: DeliveryStatus
  readonly eventType?: EventType
  /** A notification is any delivery but a message to a worker. */
  readonly kind?: DeliveryKind | 'notification'
  /** A text anywhere in the delivery, in any case: an ID, a part of the payload. */
  readonly text?: string
}

/** Waits for sent notifications, unless a status or a kind is given. */
export interface WaitFilter extends DeliveryFilter {
  /** How many there must be; by default 1. */
  readonly count?: number
  /** How long to wait, in milliseconds of real time; by default 10,000. */
  readonly timeout?: number
}

/** A page of the log, newest first. */
export async function findDeliveries(
  { store }: Pick<DeliveryQueryDependencies, 'store'>,
  filter: DeliveryFilter,
  page: PageParameters,
): Promise<PageInfo & { readonly deliveries: readonly Delivery[] }> {
  const where = buildWhere(filter)
  const { items, ...listing } = await (needsSearch(where)
    ? searchPage(store, ({ deliveries }) => deliveries, where, page)
    : store.transaction(({ deliveries }) => loadPage(deliveries, where, page)))
  return { deliveries: items, ...listing }
}

/**
 * Members without a column of their own are searched for in the JSON of the record. Bare quotes are
 * found only in the record's own members: inside the payload each has a backslash before it.
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

/** An index answers for a status or a transport, not for both and nothing else. */
function needsSearch({ status, transport, ...others }: ReturnType<typeof buildWhere>): boolean {
  const isUnindexed = Object.values(others).some((expected) => expected !== undefined)
  return isUnindexed || (status !== undefined && transport !== undefined)
}

const escapeJson = (text: string): string => JSON.stringify(text).slice(1, -1)

/** Resolves as soon as `count` matching deliveries are in the log, or after `timeout`. */
export async function waitForDeliveries(
  dependencies: DeliveryQueryDependencies,
  { count = 1, timeout = 10_000, ...filter }: WaitFilter,
  signal: AbortSignal,
): Promise<{ readonly complete: boolean; readonly deliveries: readonly Delivery[] }> {
  const criteria: DeliveryFilter = { status: 'sent', kind: 'notification', ...filter }
  const matching = new Map<string, Delivery>()
  const cleanup = new AbortController()

  const completed = new Promise<void>((resolve) => {
    const collect = (delivery: Delivery) => {
      if (matchesFilter(delivery, criteria) && !isDroppedByFault(delivery))
        matching.set(delivery.id, delivery)
      if (matching.size >= count) resolve()
    }
    // Listeners are added before the log is read, so that no delivery is missed in between.
    async function search(after?: number): Promise<void> {
      const { deliveries, next } = await findDeliveries(dependencies, criteria, {
        limit: count,
        after,
      })
      deliveries.forEach(collect)
      if (matching.size < count && next !== undefined) await search(next)
    }
    const unsubscribeChanges = dependencies.dispatcher.onChange(collect)
    const searchLog = () => search().catch(() => resolve())
    const unsubscribeGaps = dependencies.dispatcher.onGap(() => void searchLog())
    const searched = searchLog()
    // What had arrived before the call counts, also with a timeout shorter than the search.
    const cancelTimer = dependencies.timer.after(timeout, () => void searched.then(resolve))
    if (signal.aborted) void searched.then(resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
    cleanup.signal.addEventListener('abort', () => {
      cancelTimer()
      unsubscribeChanges()
      unsubscribeGaps()
    })
  })

  await completed
  cleanup.abort()
  const deliveries = [...matching.values()].sort(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
  )
  return { complete: deliveries.length >= count, deliveries }
}

/** A dropped delivery counts as sent but never arrives: waiting for it must not succeed. */
const isDroppedByFault = ({ attempts }: Delivery): boolean =>
  attempts.at(-1)?.faults?.some(({ what }) => what === 'drop') === true

/** Whether a delivery matches; it may be one that was received as JSON. */
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
