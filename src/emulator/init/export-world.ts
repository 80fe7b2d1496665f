import type { Topics } from '../../services/sns/topics.js'
import type { Queues } from '../../services/sqs/queues.js'
import { schemaVersion } from '../../store/migrate.js'
import type { Store } from '../../store/store.js'
import { readSnapshot, type Snapshot } from './snapshot.js'

/** Exports all data as an init file; messages and mails are not included. */
interface ExportedWorld {
  readonly accounts: readonly { readonly account: string; readonly customerId: string }[]
  readonly queues: readonly object[]
  readonly topics: readonly object[]
  /** Of the records in `state`. */
  readonly schemaVersion: number
  readonly state: Snapshot
}

export const exportWorld = async (
  store: Store,
  { queues, topics }: { readonly queues: Queues; readonly topics: Topics },
  customerIds: ReadonlyMap<string, string>,
): Promise<ExportedWorld> => ({
  accounts: [...customerIds].map(([account, customerId]) => ({ account, customerId })),
  queues: queues.all().map(({ id, attributes }) => ({ ...id, attributes })),
  topics: topics.all().map(({ id, attributes, subscriptions }) => ({
    ...id,
    attributes,
    subscriptions: [...subscriptions.values()].map(({ protocol, endpoint, attributes }) => ({
      protocol,
      endpoint,
      attributes,
    })),
  })),
  schemaVersion,
  state: await readSnapshot(store),
})
