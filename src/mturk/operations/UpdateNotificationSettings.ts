import { boolean, required, structure } from '../../core/schema/shape.js'
import {
  hitTypeDoesNotExist,
  notificationSpecificationMissing,
  parameterMissing,
} from '../../domain/errors.js'
import { NotificationSpecification } from '../../domain/shapes/NotificationSpecification.js'
import { EntityId } from '../../domain/shapes/scalars.js'
import { subscribe, withDelay } from '../../domain/subscription.js'
import { checkSpecification } from '../../notifications/destination.js'
import { defineOperation } from './operation.js'

/** Sets where events of a HIT type are sent, or turns sending off and on. */
export const UpdateNotificationSettings = defineOperation({
  name: 'UpdateNotificationSettings',
  input: structure({
    HITTypeId: required(EntityId),
    Notification: NotificationSpecification,
    Active: boolean(),
  }),
  output: structure({}),

  async run({ HITTypeId, Notification, Active }, { account, store, now, settings }) {
    if (Notification === undefined && Active === undefined) throw parameterMissing('Notification')
    if (Notification) checkSpecification(Notification)
    if (!(await store.hitTypes.find({ account, id: HITTypeId })))
      throw hitTypeDoesNotExist(HITTypeId)

    const before = await store.subscriptions.find({ account, hitTypeId: HITTypeId })
    const specification = Notification ?? before?.specification
    if (!specification) throw notificationSpecificationMissing(HITTypeId)

    const next = subscribe(account, HITTypeId, before, specification, Active)

    await store.subscriptions.put(withDelay(next, before, { now, delay: settings.settingsDelay }))
    return {}
  },
})
