import type { Json } from '../../../server/control/contract.js'
import type { QualificationTypeTold } from '../../../server/control/market-contract.js'
import { Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { Fact } from '../../ui/fact.js'
import { useFetched } from '../../ui/fetched.js'
import { Figure } from '../../ui/figure.js'
import { Instant, inWords } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { TextBlock } from '../../ui/text-block.js'
import { control } from '../control.js'
import { Holders } from './holders.js'
import { Requests } from './requests.js'

/** How many of those who have it, and of those who ask for it, are looked at, the newest. */
const newest = 200

/** One qualification type, who has it and who asks for it. */
export function QualificationDetail({ id, back }: { readonly id: string; readonly back: string }) {
  const { value, error, refresh } = useFetched(id, () => whole(id), ['call'])
  // Workers ask without a word to this page.
  useEvery(1500, refresh)
  return (
    <article class="document">
      <a class="back" href={back}>
        ← Qualifications
      </a>
      {error && <Failed>{error}</Failed>}
      {value && (
        <>
          <Heading type={value.type} />
          <Requests requests={value.requests} />
          <Holders holders={value.holders} />
          {value.type.test && <TextBlock title="Test" text={value.type.test} />}
          {value.type.answerKey && <TextBlock title="Answer key" text={value.type.answerKey} />}
          <Facts type={value.type} />
        </>
      )}
    </article>
  )
}

async function whole(id: string) {
  const [type, { qualifications: holders }, { requests }] = await Promise.all([
    control.market.qualificationType(id),
    control.market.qualifications(id, { limit: newest }),
    control.market.qualificationRequests(id, { limit: newest, status: 'Pending' }),
  ])
  return { type, holders, requests }
}

const Heading = ({ type }: { readonly type: Json<QualificationTypeTold> }) => (
  <>
    <header class="title">
      <h2>{type.name}</h2>
      <Status mood={type.status === 'Active' ? 'good' : 'plain'}>{type.status}</Status>
    </header>
    <p class="lead">{type.description}</p>
    <dl class="figures">
      <Figure name="Have it" value={type.granted} />
      <Figure name="Wait for an answer" value={type.pending} />
    </dl>
  </>
)

const Facts = ({ type }: { readonly type: Json<QualificationTypeTold> }) => (
  <section aria-label="Facts">
    <h3>Facts</h3>
    <dl class="facts">
      <Fact name="Can be asked for">{type.isRequestable ? 'yes' : 'no'}</Fact>
      <Fact name="Granted by itself">
        {type.autoGranted ? `yes, with ${type.autoGrantedValue ?? 1}` : 'no'}
      </Fact>
      {type.testDurationInSeconds !== undefined && (
        <Fact name="Time for the test">{inWords(type.testDurationInSeconds * 1000)}</Fact>
      )}
      <Fact name="Asked for again after">
        {type.retryDelayInSeconds === undefined
          ? 'never'
          : inWords(type.retryDelayInSeconds * 1000)}
      </Fact>
      {type.keywords && <Fact name="Keywords">{type.keywords}</Fact>}
      <Fact name="Created">
        <Instant at={type.createdAt} whole />
      </Fact>
      <Fact name="Account">
        <code>{type.account}</code>
      </Fact>
      <Fact name="ID">
        <code>{type.id}</code>
      </Fact>
    </dl>
  </section>
)
