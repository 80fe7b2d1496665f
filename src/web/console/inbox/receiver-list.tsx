import { Empty } from '../../ui/empty.js'
import { Row } from '../../ui/row.js'
import { VirtualList } from '../../ui/virtual-list.js'
import { wholeList } from '../../ui/whole-list.js'
import { WorkingButton } from '../../ui/working-button.js'
import { makeDestination } from '../own-services.js'

interface Receiver {
  readonly arn: string
  readonly name: string
  readonly account: string
  readonly region: string
}

interface ReceiverListProps<T> {
  readonly kind: 'queue' | 'topic'
  readonly receivers?: readonly T[]
  readonly open?: string
  readonly refresh: () => void
  /** How much is in one, or how many listen. */
  readonly counted: (receiver: T) => string
}

const kinds = {
  queue: { label: 'Queues', service: 'SQS', made: 'CreateQueue' },
  topic: { label: 'Topics', service: 'SNS', made: 'CreateTopic' },
} as const

/** The built-in queues, or the built-in topics. */
export function ReceiverList<T extends Receiver>(props: ReceiverListProps<T>) {
  const { kind, receivers, open, refresh, counted } = props
  const { label, service, made } = kinds[kind]
  if (receivers?.length === 0)
    return (
      <Empty title={`There is no ${kind}.`}>
        <p>
          Programs make {kind}s with {made} at the same endpoint; so does this:
        </p>
        <WorkingButton work={() => makeDestination(service, 'news').then(refresh)}>
          Make one named “news”
        </WorkingButton>
      </Empty>
    )
  return (
    <VirtualList
      label={label}
      list={wholeList(receivers)}
      rowHeight={64}
      keyOf={({ arn }) => arn}
      hrefOf={({ arn }) => `/console/inbox/${kind}/${encodeURIComponent(arn)}`}
      open={open}
      row={(receiver) => (
        <Row
          title={receiver.name}
          end={counted(receiver)}
          below={`${receiver.account}, ${receiver.region}`}
        />
      )}
    />
  )
}
