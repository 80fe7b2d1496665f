import { EmptyState } from '../../ui/empty-state.js'
import { ListPage } from '../../ui/list-page.js'
import { ListRow } from '../../ui/list-row.js'
import { pluralize } from '../../ui/pluralize.js'
import { control } from '../control.js'
import { type InboxKindPageProps, InboxTabs } from './inbox-tabs.js'
import { NewReceiver } from './new-receiver.js'
import { QueueDetail } from './queue-detail.js'

/** The built-in queues, the latest created first. */
export const QueuesPage = ({ selectedKey, query }: InboxKindPageProps) => (
  <ListPage
    title="Inbox"
    plural="queues"
    itemLabel="Queue"
    basePath="/console/inbox/queue"
    selectedKey={selectedKey}
    query={query}
    tabs={<InboxTabs current="queue" />}
    toolbar={<NewReceiver kind="queue" />}
    placeholder="Search by name or account"
    choices={[]}
    load={async ({ text }, page) => {
      const { queues, ...listing } = await control.request('GET /_mturk/queues', {
        newest: 0,
        text,
        ...page,
      })
      return { items: queues, ...listing }
    }}
    triggers={['queue', 'queue-message']}
    getKey={({ arn }) => arn}
    renderRow={({ name, account, region, counts: { ready, inFlight, delayed } }) => (
      <ListRow
        title={name}
        end={pluralize(ready + inFlight + delayed, 'message')}
        below={`${account}, ${region}`}
      />
    )}
    emptyState={
      <EmptyState title="No queues yet.">
        <p>Programs create queues with CreateQueue at the same endpoint, or you create one here.</p>
      </EmptyState>
    }
    detailPlaceholder="Select a queue to see its messages. Viewing does not remove them."
    renderDetail={(arn, back) => <QueueDetail key={arn} arn={arn} back={back} />}
  />
)
