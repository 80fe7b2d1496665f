import { Empty } from '../../ui/empty.js'
import { ListPage } from '../../ui/list-page.js'
import { Row } from '../../ui/row.js'
import { Status } from '../../ui/status.js'
import { control } from '../control.js'
import { QualificationDetail } from './qualification-detail.js'

interface QualificationsProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** What workers can be qualified in, newest first. */
export const Qualifications = ({ path: [open], query }: QualificationsProps) => (
  <ListPage
    title="Qualifications"
    one="Qualification"
    here="/console/qualifications"
    open={open}
    query={query}
    placeholder="Search: a name, a word, an ID"
    choices={[{ name: 'status', label: 'Status', values: ['Active', 'Inactive', 'Disposing'] }]}
    fetch={async (filter, wanted) => {
      const asked = { ...filter, ...wanted }
      const { qualificationTypes, ...listing } = await control.market.qualificationTypes(asked)
      return { items: qualificationTypes, ...listing }
    }}
    on={['call']}
    isQuiet
    keyOf={({ id }) => id}
    row={({ name, status, granted, pending, test }) => (
      <Row
        title={name}
        tag={test && <span class="tag">test</span>}
        end={pending > 0 && <Status mood="waiting">{`${pending} waiting`}</Status>}
        below={
          granted === 1 ? '1 worker has it' : `${granted.toLocaleString('en')} workers have it`
        }
        belowEnd={<Status mood={status === 'Active' ? 'good' : 'plain'}>{status}</Status>}
      />
    )}
    nothing={
      <Empty title="There is no qualification type yet.">
        <p>
          Requesters make one with CreateQualificationType, to choose who may do their HITs. Those
          of the service itself need no list: they are worked out for every worker.
        </p>
      </Empty>
    }
    choose="Choose a qualification to see who has it, and who asks for it."
    detail={(id, back) => <QualificationDetail key={id} id={id} back={back} />}
  />
)
