import { EmptyState } from '../../ui/empty-state.js'
import { ListRow } from '../../ui/list-row.js'
import type { PagedList } from '../../ui/use-paged-list.js'
import { VirtualList } from '../../ui/virtual-list.js'
import { formatReceiverHref } from '../destinations.js'
import { NewReceiver } from './new-receiver.js'

interface Receiver {
  readonly arn: string
  readonly name: string
  readonly account: string
  readonly region: string
}

interface ReceiverListProps<T> {
  readonly kind: 'queue' | 'topic'
  readonly receivers: PagedList<T>
  readonly selectedKey?: string
  readonly formatCount: (receiver: T) => string
}

const kindLabels = {
  queue: { label: 'Queues', operation: 'CreateQueue' },
  topic: { label: 'Topics', operation: 'CreateTopic' },
} as const

/** The built-in queues or topics, and a form that creates one. */
export function ReceiverList<T extends Receiver>(props: ReceiverListProps<T>) {
  const { kind, receivers, selectedKey, formatCount } = props
  const { label, operation } = kindLabels[kind]
  return (
    <>
      <NewReceiver kind={kind} />
      {receivers.total === 0 ? (
        <EmptyState title={`No ${kind}s yet.`}>
          <p>
            Programs create {kind}s with {operation} at the same endpoint, or you create one here.
          </p>
        </EmptyState>
      ) : (
        <VirtualList
          label={label}
          list={receivers}
          rowHeight={64}
          getKey={({ arn }) => arn}
          getHref={({ arn }) => formatReceiverHref(kind, arn)}
          selectedKey={selectedKey}
          renderRow={(receiver) => (
            <ListRow
              title={receiver.name}
              end={formatCount(receiver)}
              below={`${receiver.account}, ${receiver.region}`}
            />
          )}
        />
      )}
    </>
  )
}
