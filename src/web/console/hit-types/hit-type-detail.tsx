import type { Json } from '../../../server/control/contract.js'
import type { HITTypeTold } from '../../../server/control/market-contract.js'
import { countOf } from '../../ui/count-of.js'
import { Failed } from '../../ui/empty.js'
import { Fact } from '../../ui/fact.js'
import { useFetched } from '../../ui/fetched.js'
import { inWords } from '../../ui/instant.js'
import { control } from '../control.js'
import { NotificationSettings } from './notification-settings.js'
import { Requirements } from './requirements.js'

/** One HIT type, with what MTurk let requesters set and never read. */
export function HitTypeDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const { value, error } = useFetched(id, () => control.market.hitType(id), ['call'])
  return (
    <article class="document">
      <a class="back" href={back}>
        ← HIT types
      </a>
      {error && <Failed>{error}</Failed>}
      {value && <Whole hitType={value} />}
    </article>
  )
}

const Whole = ({ hitType }: { readonly hitType: Json<HITTypeTold> }) => (
  <>
    <header class="title">
      <h2>{hitType.title}</h2>
      <a class="button" href={`/console/hits?hitTypeId=${hitType.id}`}>
        See its {countOf(hitType.hits, 'HIT')}
      </a>
    </header>
    <p class="lead">{hitType.description}</p>
    <NotificationSettings hitType={hitType} />
    <Requirements requirements={hitType.qualificationRequirements} />
    <section aria-label="Facts">
      <h3>Facts</h3>
      <dl class="facts">
        <Fact name="Reward">${hitType.reward}</Fact>
        <Fact name="Time for an assignment">
          {inWords(hitType.assignmentDurationInSeconds * 1000)}
        </Fact>
        <Fact name="Approved by itself after">
          {inWords(hitType.autoApprovalDelayInSeconds * 1000)}
        </Fact>
        {hitType.keywords && <Fact name="Keywords">{hitType.keywords}</Fact>}
        <Fact name="Account">
          <code>{hitType.account}</code>
        </Fact>
        <Fact name="HIT group">
          <code>{hitType.groupId}</code>
        </Fact>
        <Fact name="ID">
          <code>{hitType.id}</code>
        </Fact>
      </dl>
    </section>
  </>
)
