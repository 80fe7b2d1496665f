import { EmptyState } from '../../ui/empty-state.js'
import { ListPage } from '../../ui/list-page.js'
import { ListRow } from '../../ui/list-row.js'
import { pluralize } from '../../ui/pluralize.js'
import { control } from '../control.js'
import { type InboxKindPageProps, InboxTabs } from './inbox-tabs.js'
import { NewReceiver } from './new-receiver.js'
import { TopicDetail } from './topic-detail.js'

/** The built-in topics, the latest created first. */
export const TopicsPage = ({ selectedKey, query }: InboxKindPageProps) => (
  <ListPage
    title="Inbox"
    plural="topics"
    itemLabel="Topic"
    basePath="/console/inbox/topic"
    selectedKey={selectedKey}
    query={query}
    tabs={<InboxTabs current="topic" />}
    toolbar={<NewReceiver kind="topic" />}
    placeholder="Search by name or account"
    choices={[]}
    load={async ({ text }, page) => {
      const { topics, ...listing } = await control.request('GET /_mturk/topics', {
        text,
        ...page,
      })
      return { items: topics, ...listing }
    }}
    triggers={['topic', 'topic-message']}
    getKey={({ arn }) => arn}
    renderRow={({ name, account, region, subscriptions }) => (
      <ListRow
        title={name}
        end={pluralize(subscriptions.length, 'subscription')}
        below={`${account}, ${region}`}
      />
    )}
    emptyState={
      <EmptyState title="No topics yet.">
        <p>Programs create topics with CreateTopic at the same endpoint, or you create one here.</p>
      </EmptyState>
    }
    detailPlaceholder="Select a topic to see its subscriptions and messages."
    renderDetail={(arn, back) => <TopicDetail key={arn} arn={arn} back={back} />}
  />
)
