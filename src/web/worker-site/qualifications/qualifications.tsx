import type { OfferedQualification } from '../../../server/control/contract.js'
import { useAsked } from '../../ui/asked.js'
import { Empty, Failed } from '../../ui/empty.js'
import { useEvery } from '../../ui/every.js'
import { inWords } from '../../ui/instant.js'
import { Status } from '../../ui/status.js'
import { client } from '../client.js'
import { useWorkingAs } from '../working-as.js'
import { About } from './about.js'
import { Qualification } from './qualification.js'

/** What the worker is qualified in, and what may be asked for; one of them whole. */
export function Qualifications({ path: [open] }: { readonly path: readonly string[] }) {
  const { id } = useWorkingAs()
  const { value, error, refresh } = useAsked(id, () => client.qualificationsFor(id))
  useEvery(5000, refresh)
  const one = value?.find(({ qualificationTypeId }) => qualificationTypeId === open)

  return (
    <div class="page">
      {open === undefined ? (
        <h1>Qualifications</h1>
      ) : (
        <a class="back" href={`/worker/${id}/qualifications`}>
          ← Qualifications
        </a>
      )}
      {error && <Failed>{error}</Failed>}
      {open !== undefined && value && !one && (
        <Empty title={`There is no qualification ${open} to ask for.`} />
      )}
      {one && <Qualification key={open} qualification={one} refresh={refresh} />}
      {open === undefined && value?.length === 0 && (
        <Empty title="You have no qualification, and there is none to ask for." />
      )}
      {open === undefined && value && value.length > 0 && (
        <ul class="groups" aria-label="Qualifications">
          {value.map((each) => (
            <Row key={each.qualificationTypeId} qualification={each} />
          ))}
        </ul>
      )}
      {open === undefined && <About />}
    </div>
  )
}

function Row({ qualification }: { readonly qualification: OfferedQualification }) {
  const { id } = useWorkingAs()
  const { qualificationTypeId, name, description } = qualification
  return (
    <li class="group">
      <div class="what">
        <h2>
          <a href={`/worker/${id}/qualifications/${qualificationTypeId}`}>{name}</a>
        </h2>
        <p class="breaks">{description}</p>
        <Held qualification={qualification} />
      </div>
      <p class="hint">{termsOf(qualification)}</p>
    </li>
  )
}

const Held = ({ qualification: { value } }: { readonly qualification: OfferedQualification }) => (
  <p>
    {value === undefined ? (
      <Status mood="plain">You do not have it</Status>
    ) : (
      <Status mood="good">{`You have it: ${value}`}</Status>
    )}
  </p>
)

const termsOf = ({ hasTest, testDurationInSeconds = 0 }: OfferedQualification): string =>
  hasTest ? `By a test of ${inWords(testDurationInSeconds * 1000)}` : 'By asking'
