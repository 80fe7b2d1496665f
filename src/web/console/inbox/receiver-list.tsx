import { ActionButton } from '../../ui/action-button.js'
import { EmptyState } from '../../ui/empty-state.js'
import { ListRow } from '../../ui/list-row.js'
import type { PagedList } from '../../ui/use-paged-list.js'
import { VirtualList } from '../../ui/virtual-list.js'
import { createDestination } from '../sqs-sns-client.js'

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
  queue: { label: 'Queues', service: 'SQS', operation: 'CreateQueue' },
  topic: { label: 'Topics', service: 'SNS', operation: 'CreateTopic' },
} as const

/** The built-in queues, or the built-in topics. */
export function ReceiverList<T extends Receiver>(props: ReceiverListProps<T>) {
  const { kind, receivers, selectedKey, formatCount } = props
  const { label, service, operation } = kindLabels[kind]
  if (receivers.total === 0)
    return (
      <EmptyState title={`No ${kind}s yet.`}>
        <p>
          Programs create {kind}s with {operation} at the same endpoint, or you create one here:
        </p>
        <ActionButton action={() => createDestination(service, 'news')}>
          Create one named “news”
        </ActionButton>
      </EmptyState>
    )
  return (
    <VirtualList
      label={label}
      list={receivers}
      rowHeight={64}
      getKey={({ arn }) => arn}
      getHref={({ arn }) => `/console/inbox/${kind}/${encodeURIComponent(arn)}`}
      selectedKey={selectedKey}
      renderRow={(receiver) => (
        <ListRow
          title={receiver.name}
          end={formatCount(receiver)}
          below={`${receiver.account}, ${receiver.region}`}
        />
      )}
    />
  )
}
