import { realTimer } from '../../core/timer.js'
import type { Marketplace } from '../../mturk/unit-of-work.js'
import type { Delivery } from '../../notifications/delivery.js'
import type { DeliveryFilter, WaitFilter } from '../../server/control/contract.js'
import { findDeliveries, waitForDeliveries } from '../../server/control/delivery-query.js'
import { parseEventDocument, type EventDocument } from './event-document.js'

/** What was sent, and what is still to come. */
export interface TestDeliveries {
  /** What fits, newest first, a hundred at the most unless said. */
  list(filter?: DeliveryFilter & { readonly limit?: number }): Promise<readonly Delivery[]>
  /**
   * Resolves with the documents of the first `count` deliveries that fit (1 unless said), oldest
   * first, as soon as they have arrived.
   *
   * @throws Error when they were not there within `timeout` milliseconds (10,000 unless said)
   */
  waitFor(filter?: WaitFilter): Promise<readonly EventDocument[]>
}

/** @param account whose deliveries they are; everybody's when left out */
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
          `${deliveries.length} of ${count} deliveries that fit ${JSON.stringify(filter)} arrived within ${timeout} ms.`,
        )
      return deliveries.slice(0, count).map(parseEventDocument)
    },
  }
}
