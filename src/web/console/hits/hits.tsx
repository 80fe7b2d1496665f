import { Empty } from '../../ui/empty.js'
import { useFetched } from '../../ui/fetched.js'
import { Instant } from '../../ui/instant.js'
import { ListPage } from '../../ui/list-page.js'
import { Row } from '../../ui/row.js'
import { Status } from '../../ui/status.js'
import { control } from '../control.js'
import { HitDetail } from './hit-detail.js'
import { hitMoods } from './words.js'

interface HitsProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** The HITs of all requesters, newest first. */
export function Hits({ path: [open], query }: HitsProps) {
  const { value: info } = useFetched('info', control.info)
  return (
    <ListPage
      title="HITs"
      one="HIT"
      here="/console/hits"
      open={open}
      query={query}
      placeholder="Search: a title, a word, an ID"
      choices={[
        { name: 'status', label: 'Status', values: Object.keys(hitMoods) },
        ...(query.has('hitTypeId')
          ? [{ name: 'hitTypeId', label: 'Any HIT type', values: [] }]
          : []),
      ]}
      fetch={async (filter, wanted) => {
        const { hits: items, ...listing } = await control.market.hits({ ...filter, ...wanted })
        return { items, ...listing }
      }}
      on={['call', 'delivery']}
      isQuiet
      keyOf={({ id }) => id}
      row={({ title, createdAt, reward, maxAssignments, submitted, completed, status }) => (
        <Row
          title={title}
          end={<Instant at={createdAt} />}
          below={`$${reward}, ${submitted + completed} of ${maxAssignments} done`}
          belowEnd={<Status mood={hitMoods[status]}>{status}</Status>}
        />
      )}
      nothing={
        <Empty title="There is no HIT yet.">
          <p>
            Make one with CreateHIT at {info ? <code>{info.endpoint}</code> : 'the endpoint'}, from
            any AWS SDK or the command line. It appears here by itself.
          </p>
        </Empty>
      }
      choose="Choose a HIT to see what became of it."
      detail={(id, back) => <HitDetail key={id} id={id} back={back} />}
    />
  )
}
