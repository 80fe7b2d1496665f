import type { CrowdTold, Json } from '../../../server/control/contract.js'
import { countOf } from '../../ui/count-of.js'
import { Empty, Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { useFetched } from '../../ui/fetched.js'
import { Row } from '../../ui/row.js'
import { Split } from '../../ui/split.js'
import { Status } from '../../ui/status.js'
import { VirtualList } from '../../ui/virtual-list.js'
import { wholeList } from '../../ui/whole-list.js'
import { control } from '../control.js'
import { CrowdDetail } from './crowd-detail.js'
import { NewCrowd } from './new-crowd.js'

interface CrowdProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** The crowds of simulated workers, one of them whole, and a form that makes one. */
export function Crowd({ path: [open], query }: CrowdProps) {
  const { value: crowds, error, refresh } = useFetched('crowds', control.crowds)
  useEvery(1500, refresh)
  const isNew = query.has('new')
  const first = crowds?.length === 0

  return (
    <Split
      title="Crowd"
      count={crowds?.length}
      one={isNew ? 'New crowd' : 'Crowd'}
      isOpen={isNew || open !== undefined}
      list={
        <>
          <div class="actions">
            <a class="button" href="/console/crowd?new">
              New crowd
            </a>
          </div>
          {error && <Failed>{error}</Failed>}
          {first && (
            <Empty title="Nobody works here by themselves.">
              <p>A crowd is simulated workers who find HITs, do them, or do not.</p>
            </Empty>
          )}
          {crowds && !first && (
            <VirtualList
              label="Crowds"
              list={wholeList(crowds)}
              rowHeight={64}
              keyOf={({ name }) => name}
              hrefOf={({ name }) => `/console/crowd/${name}`}
              open={open}
              row={(crowd) => <CrowdRow crowd={crowd} />}
            />
          )}
        </>
      }
      detail={
        <>
          {isNew && <NewCrowd made={refresh} />}
          {open && !isNew && <CrowdDetail key={open} name={open} changed={refresh} />}
          {!open && !isNew && (
            <Empty title={first ? 'Make a crowd, and it goes to work.' : 'Choose a crowd.'} />
          )}
        </>
      }
    />
  )
}

const CrowdRow = ({ crowd: { name, state, settings, did } }: { crowd: Json<CrowdTold> }) => (
  <Row
    title={name}
    end={countOf(settings.workers, 'worker')}
    below={`${did.submitted.toLocaleString('en')} submitted`}
    belowEnd={<Status mood={state === 'running' ? 'good' : 'plain'}>{state}</Status>}
  />
)
