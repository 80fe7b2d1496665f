import { z } from 'zod'
import type { Delivery } from '../../../notifications/delivery.js'
import type { Store } from '../../../store/store.js'
import { route } from '../api.js'
import { ApiError, notFound } from '../api-error.js'
import { findDeliveries, waitForDeliveries } from '../delivery-query.js'
import { pageQuery } from '../schemas/common.js'
import {
  delivery,
  deliveryFilter,
  deliveryPage,
  waitQuery,
  waitResult,
} from '../schemas/delivery.js'

/** What was sent. */
export const deliveryRoutes = [
  route('GET /_mturk/deliveries', {
    summary: 'Returns a page of the delivery log, newest first.',
    query: z.strictObject({ ...deliveryFilter, ...pageQuery }),
    response: deliveryPage,
    handle: ({ query: { limit, after, offset, total, ...filter } }, dependencies) =>
      findDeliveries(dependencies, filter, { limit, after, offset, total }),
  }),
  route('GET /_mturk/deliveries/wait', {
    summary:
      'Returns as soon as `count` matching deliveries are in the log, or after `timeout`. Only sent notifications count unless `status` or `kind` says otherwise.',
    isLongPoll: true,
    query: z.strictObject(waitQuery),
    response: waitResult,
    handle: ({ query, signal }, dependencies) => waitForDeliveries(dependencies, query, signal),
  }),
  route('GET /_mturk/deliveries/{id}', {
    summary: 'Returns one delivery, with its payload, its attempts and the policy verdict.',
    response: delivery,
    handle: ({ params: { id } }, { store }) => loadDelivery(store, id),
  }),
  route('POST /_mturk/deliveries/{id}/redeliver', {
    summary: 'Sends the same payload once more, and returns when that attempt is over.',
    response: delivery,
    async handle({ params: { id } }, { store, dispatcher }) {
      const before = await loadDelivery(store, id)
      if (before.status === 'pending')
        throw new ApiError(409, 'DeliveryPending', `Delivery ${id} is still pending.`)
      return dispatcher.redeliver(before)
    },
  }),
] as const

const loadDelivery = async (store: Store, id: string): Promise<Delivery> =>
  (await store.transaction((tx) => tx.deliveries.find({ id }))) ??
  notFound(`There is no delivery ${id}.`)
