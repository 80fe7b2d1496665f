import { realTimer } from '../../core/timer.js'
import type { Marketplace } from '../../mturk/marketplace.js'
import type { Delivery } from '../../notifications/delivery.js'
import {
  type DeliveryFilter,
  findDeliveries,
  type WaitFilter,
  waitForDeliveries,
} from '../../server/control/delivery-query.js'
import { type EventDocument, parseEventDocument } from './event-document.js'

/** Deliveries so far, and waiting for new ones. */
export interface TestDeliveries {
  /** Matching deliveries, newest first; default limit: 100. */
  list(filter?: DeliveryFilter & { readonly limit?: number }): Promise<readonly Delivery[]>
  /**
   * Resolves with the payloads of the first `count` matching deliveries (default: 1), oldest first,
   * as soon as they have arrived.
   *
   * @throws Error when they did not arrive within `timeout` milliseconds (default: 10,000)
   */
  waitFor(filter?: WaitFilter): Promise<readonly EventDocument[]>
}

/** @param account only deliveries of this account; default: all */
export function createTestDeliveries(
  { store, dispatcher }: Pick<Marketplace, 'store' | 'dispatcher'>,
  account?: string,
): TestDeliveries {
  const query = { store, dispatcher, timer: realTimer }
  return {
    async list({ limit = 100, ...filter } = {}) {
      return (await findDeliveries(query, { account, ...filter }, { limit })).deliveries
    },
    async waitFor(filter = {}) {
      const { count = 1, timeout = 10_000 } = filter
      const neverAborted = new AbortController().signal
      const accountFilter = { account, ...filter }
      const { complete, deliveries } = await waitForDeliveries(query, accountFilter, neverAborted)
      if (!complete)
        throw new Error(
          `${deliveries.length} of ${count} deliveries that match ${JSON.stringify(filter)} arrived within ${timeout} ms.`,
        )
      return deliveries.slice(0, count).map(parseEventDocument)
    },
  }
}
