import type { Json, TopicTold } from '../../control/contract.js'
import { Empty } from '../../look/empty.js'
import { VirtualList } from '../../look/virtual-list.js'
import { wholeList } from '../../look/whole-list.js'
import { WorkingButton } from '../../look/working-button.js'
import { makeDestination } from '../own-services.js'

interface TopicListProps {
  readonly topics?: readonly Json<TopicTold>[]
  readonly open?: string
  readonly refresh: () => void
}

/** The built-in topics, with how many listen. */
export function TopicList({ topics, open, refresh }: TopicListProps) {
  if (topics?.length === 0)
    return (
      <Empty title="There is no topic.">
        <p>Programs make topics with CreateTopic at the same endpoint; so does this:</p>
        <WorkingButton work={() => makeDestination('SNS', 'news').then(refresh)}>
          Make one named “news”
        </WorkingButton>
      </Empty>
    )
  return (
    <VirtualList
      label="Topics"
      list={wholeList(topics)}
      rowHeight={64}
      keyOf={({ arn }) => arn}
      hrefOf={({ arn }) => `/console/inbox/topic/${encodeURIComponent(arn)}`}
      open={open}
      row={({ name, account, region, subscriptions }) => (
        <>
          <span class="line">
            <strong class="ellipsis">{name}</strong>
            <span class="end">
              {subscriptions.length === 1
                ? '1 subscription'
                : `${subscriptions.length} subscriptions`}
            </span>
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
