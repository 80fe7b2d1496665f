import type { Store } from './store.js'
import type { TicketRecord } from './tables.js'

/** Stores a ticket, and forgets those that have expired. */
export const saveTicket = (store: Store, ticket: TicketRecord, now: Date): Promise<void> =>
  store.transaction(async (tx) => {
    await tx.tickets.removeAll({ expires: { to: now.getTime() } })
    await tx.tickets.put(ticket)
  })

/** Takes the ticket with this ID for this path, which only one caller can do. */
export const takeTicket = (
  store: Store,
  { id, path }: Pick<TicketRecord, 'id' | 'path'>,
  now: Date,
): Promise<TicketRecord | undefined> =>
  store.transaction(async (tx) => {
    const ticket = await tx.tickets.find({ id })
    if (ticket?.path !== path || ticket.expiresAt <= now) return undefined
    return (await tx.tickets.removeAll({ id })) > 0 ? ticket : undefined
  })
