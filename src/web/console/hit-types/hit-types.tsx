import type { Json } from '../../../server/control/contract.js'
import type { HITTypeTold } from '../../../server/control/market-contract.js'
import { countOf } from '../../ui/count-of.js'
import { Empty } from '../../ui/empty.js'
import { ListPage } from '../../ui/list-page.js'
import { Row } from '../../ui/row.js'
import { control } from '../control.js'
import { HitTypeDetail } from './hit-type-detail.js'

interface HitTypesProps {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** HIT types, newest first, each with whom it tells of what happens. */
export const HitTypes = ({ path: [open], query }: HitTypesProps) => (
  <ListPage
    title="HIT types"
    one="HIT type"
    here="/console/hit-types"
    open={open}
    query={query}
    placeholder="Search: a title, a word, an ID"
    choices={[]}
    fetch={async (filter, wanted) => {
      const { hitTypes, ...listing } = await control.market.hitTypes({ ...filter, ...wanted })
      return { items: hitTypes, ...listing }
    }}
    on={['call']}
    isQuiet
    keyOf={({ id }) => id}
    row={(hitType) => (
      <Row
        title={hitType.title}
        end={countOf(hitType.hits, 'HIT')}
        below={<Subscribed hitType={hitType} />}
        belowEnd={<span class="muted">${hitType.reward}</span>}
      />
    )}
    nothing={
      <Empty title="There is no HIT type yet.">
        <p>One is made by CreateHITType, and by CreateHIT on the way.</p>
      </Empty>
    }
    choose="Choose a HIT type to see whom it tells of what happens."
    detail={(id, back) => <HitTypeDetail key={id} id={id} back={back} />}
  />
)

function Subscribed({ hitType: { notification } }: { readonly hitType: Json<HITTypeTold> }) {
  if (!notification) return <span class="ellipsis muted">tells nobody</span>
  const { specification, active } = notification
  return (
    <>
      <span class="tag">{specification.Transport}</span>
      <span class="ellipsis muted">{specification.Destination}</span>
      {!active && <span class="tag is-warning">off</span>}
    </>
  )
}
