import type { Json, QueueTold } from '../../control/contract.js'
import { Empty } from '../../look/empty.js'
import { VirtualList } from '../../look/virtual-list.js'
import { wholeList } from '../../look/whole-list.js'
import { WorkingButton } from '../../look/working-button.js'
import { makeDestination } from '../own-services.js'

interface QueueListProps {
  readonly queues?: readonly Json<QueueTold>[]
  readonly open?: string
  readonly refresh: () => void
}

/** The built-in queues, with how much lies in them. */
export function QueueList({ queues, open, refresh }: QueueListProps) {
  if (queues?.length === 0)
    return (
      <Empty title="There is no queue.">
        <p>Programs make queues with CreateQueue at the same endpoint; so does this:</p>
        <WorkingButton work={() => makeDestination('SQS', 'news').then(refresh)}>
          Make one named “news”
        </WorkingButton>
      </Empty>
    )
  return (
    <VirtualList
      label="Queues"
      list={wholeList(queues)}
      rowHeight={64}
      keyOf={({ arn }) => arn}
      hrefOf={({ arn }) => `/console/inbox/queue/${encodeURIComponent(arn)}`}
      open={open}
      row={({ name, account, region, counts }) => (
        <>
          <span class="line">
            <strong class="ellipsis">{name}</strong>
            <span class="end">{inAll(counts)}</span>
          </span>
          <span class="line">
            <span class="ellipsis muted">
              {account}, {region}
            </span>
          </span>
        </>
      )}
    />
  )
}

function inAll({ ready, inFlight, delayed }: QueueTold['counts']): string {
  const count = ready + inFlight + delayed
  return count === 1 ? '1 message' : `${count.toLocaleString('en')} messages`
}
