import type { Timer } from '../../core/timer.js'
import type { Delivery } from '../../notifications/delivery.js'
import type { Courier } from '../../notifications/dispatcher.js'
import type { Store } from '../../store/store.js'
import type { DeliveryFilter, DeliveryPage, Json, WaitAnswer, WaitFilter } from './contract.js'
import { listed, type PageAsked } from './listing.js'

export interface DeliveryBook {
  readonly store: Store
  readonly courier: Courier
  /** The wall's. */
  readonly timer: Timer
}

/** A page of the log, newest first. */
export const findDeliveries = (
  { store }: Pick<DeliveryBook, 'store'>,
  filter: DeliveryFilter,
  page: PageAsked,
): Promise<DeliveryPage> =>
  store.transaction(async ({ deliveries }) => {
    const { found, ...listing } = await listed(deliveries, whereOf(filter), page)
    return { deliveries: found, ...listing }
  })

/**
 * What has no column of its own is looked for in the JSON. There quotes are bare in what we wrote
 * ourselves alone: inside a document each has a backslash before it.
 */
function whereOf({ eventType, kind, text, ...columns }: DeliveryFilter) {
  const holds: string[] = []
  if (eventType) holds.push(`"${eventType}"`)
  if (kind && kind !== 'notification') holds.push(`"kind":"${kind}"`)
  if (text) holds.push(escaped(text))
  const lacks = kind === 'notification' ? ['"kind":"message"'] : []
  return holds.length + lacks.length > 0 ? { ...columns, thing: { holds, lacks } } : columns
}

/** As it stands inside JSON. */
const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)

/** Resolves as soon as so many deliveries that fit are in the log, or when the time is over. */
export async function waitForDeliveries(
  book: DeliveryBook,
  { count = 1, timeout = 10_000, ...filter }: WaitFilter,
  gone: AbortSignal,
): Promise<WaitAnswer> {
  const wanted: DeliveryFilter = { status: 'sent', kind: 'notification', ...filter }
  const found = new Map<string, Delivery>()
  const abort = new AbortController()

  const enough = new Promise<void>((resolve) => {
    const take = (delivery: Delivery) => {
      if (fits(delivery, wanted) && !wasDropped(delivery)) found.set(delivery.id, delivery)
      if (found.size >= count) resolve()
    }
    const callOff = book.timer.after(timeout, resolve)
    // Listening begins before the log is read, so that nothing falls between the two.
    async function look(after?: number): Promise<void> {
      const { deliveries, next } = await findDeliveries(book, wanted, { limit: count, after })
      deliveries.forEach(take)
      if (found.size < count && next !== undefined) await look(next)
    }
    const stopListening = book.courier.onChange(take)
    const lookAgain = () => void look().catch(() => resolve())
    const stopLooking = book.courier.onGap(lookAgain)
    gone.addEventListener('abort', () => resolve(), { once: true })
    abort.signal.addEventListener('abort', () => {
      callOff()
      stopListening()
      stopLooking()
    })
    lookAgain()
  })

  await enough
  abort.abort()
  const deliveries = [...found.values()].sort((a, b) => a.madeAt.getTime() - b.madeAt.getTime())
  return { complete: deliveries.length >= count, deliveries }
}

/** Whether it counts as sent and never was, on purpose: whoever waits for it waits in vain. */
const wasDropped = ({ attempts }: Delivery): boolean =>
  attempts.at(-1)?.faults?.some(({ what }) => what === 'drop') === true

/** Whether a delivery, here or as it came over the wire, is one of those meant. */
export const fits = (
  delivery: Delivery | Json<Delivery>,
  { eventType, kind, text, ...fields }: DeliveryFilter,
): boolean =>
  (!text || JSON.stringify(delivery).toLowerCase().includes(escaped(text).toLowerCase())) &&
  (!eventType || delivery.eventTypes.includes(eventType)) &&
  (!kind || delivery.kind === kind || (kind === 'notification' && delivery.kind !== 'message')) &&
  Object.entries(fields).every(
    ([name, wanted]) => wanted === undefined || delivery[name as keyof Delivery] === wanted,
  )
