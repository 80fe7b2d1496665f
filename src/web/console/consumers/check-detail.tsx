import { splitUnsent } from '../../../server/control/consumer-check/split-unsent.js'
import type { CheckView } from '../../../server/control/views.js'
import { ActionButton } from '../../ui/action-button.js'
import { DataTable } from '../../ui/data-table.js'
import { Detail } from '../../ui/detail.js'
import { ErrorMessage } from '../../ui/empty-state.js'
import { Facts } from '../../ui/facts.js'
import { RealInstant } from '../../ui/instant.js'
import { pluralize } from '../../ui/pluralize.js'
import { navigate } from '../../ui/router.js'
import { StatusBadge, type Tone } from '../../ui/status-badge.js'
import { TextBlock } from '../../ui/text-block.js'
import { useLiveQuery, useQuery } from '../../ui/use-query.js'
import { control } from '../control.js'
import { CheckStateBadge } from './check-state-badge.js'

type Result = CheckView['results'][number]

interface CheckDetailProps {
  readonly id: string
  /** The payload that is open. */
  readonly eventDocId?: string
}

/** One check: each case with its result, and the payloads that were sent. */
export function CheckDetail({ id, eventDocId }: CheckDetailProps) {
  const query = useLiveQuery(
    id,
    () => control.request('GET /_mturk/checks/{id}', { id }),
    ['check'],
    {
      filter: (event) => event.type === 'check' && event.check.id === id,
    },
  )

  return (
    <Detail
      back="/console/consumers"
      listTitle="Consumers"
      query={query}
      getName={({ target }) => target.address}
    >
      {(check) => (
        <>
          <header class="title">
            <h2>{check.target.address}</h2>
            <CheckStateBadge check={check} />
            <div class="buttons">
              {!check.results.some(isCaptured) && (
                <ActionButton disabled={check.state === 'running'} action={() => runAgain(check)}>
                  Check again
                </ActionButton>
              )}
              <ActionButton action={() => remove(id)}>
                {check.state === 'running' ? 'Stop' : 'Delete'}
              </ActionButton>
            </div>
          </header>
          {check.problem && <ErrorMessage>{check.problem}</ErrorMessage>}
          <Facts
            entries={{
              Passed: String(check.passed),
              Failed: String(check.failed),
              'Not observable': String(check.notObservable),
              Account: <code>{check.account}</code>,
              Started: <RealInstant at={check.startedAt} />,
            }}
          />
          {eventDocId && <Payload key={eventDocId} id={id} eventDocId={eventDocId} />}
          <Results check={check} />
        </>
      )}
    </Detail>
  )
}

/** Captured payloads that were not sent are not in a check, so it cannot be started again. */
const isCaptured = (result: Result): boolean => /^payload-\d+$/.test(result.case)

async function runAgain({ target, account, acknowledges, timeout, grace, ...rest }: CheckView) {
  const { id } = await control.request('POST /_mturk/checks', {
    body: {
      ...{ target, account, acknowledges, timeout, grace },
      seed: rest.seed,
      only: rest.results.map((each) => each.case),
    },
  })
  navigate(`/console/consumers/${id}`)
}

async function remove(id: string): Promise<void> {
  await control.request('DELETE /_mturk/checks/{id}', { id })
  navigate('/console/consumers', { replace: true })
}

const tones: Readonly<Record<NonNullable<Result['outcome']>, Tone>> = {
  passed: 'good',
  failed: 'bad',
  'not observable': 'plain',
}

function Results({ check: { id, results } }: { readonly check: CheckView }) {
  const { sent, unsent } = splitUnsent(results)
  return (
    <>
      <SentCases id={id} results={sent} />
      {unsent.map(({ reason, results: cases }) => (
        <details class="more" key={reason}>
          <summary>
            {pluralize(cases.length, 'case')}. {reason}
          </summary>
          <ul>
            {cases.map(({ case: name, title }) => (
              <li key={name}>
                <code>{name}</code>
                {title !== name && ` ${title}`}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  )
}

const SentCases = ({
  id,
  results,
}: {
  readonly id: string
  readonly results: readonly Result[]
}) => (
  <DataTable
    label="Results"
    stacks
    rows={results}
    getKey={(result) => result.case}
    columns={[
      [
        'Result',
        ({ outcome }) =>
          outcome ? (
            <StatusBadge tone={tones[outcome]}>{outcome}</StatusBadge>
          ) : (
            <StatusBadge tone="waiting">waiting</StatusBadge>
          ),
        'nowrap',
      ],
      [
        'Case, and what was seen',
        ({ case: name, title, reason, advice }) => (
          <>
            <code>{name}</code>
            {title !== name && <div>{title}</div>}
            {reason && <p>{reason}</p>}
            {advice && <p class="hint">{advice}</p>}
          </>
        ),
      ],
      [
        'Payload',
        ({ case: name, payloads }) =>
          payloads.map(({ eventDocId }) => (
            <div key={eventDocId}>
              <a
                href={`/console/consumers/${id}/${eventDocId}`}
                aria-label={`Payload ${eventDocId} of ${name}`}
              >
                <code>{eventDocId.slice(0, 8)}</code>
              </a>
            </div>
          )),
        'nowrap',
      ],
    ]}
  />
)

function Payload({ id, eventDocId }: { readonly id: string; readonly eventDocId: string }) {
  const { value, error } = useQuery(`${id} ${eventDocId}`, () =>
    control.request('GET /_mturk/checks/{id}/payloads/{eventDocId}', { id, eventDocId }),
  )
  if (error) return <ErrorMessage>{error}</ErrorMessage>
  return value ? <TextBlock title={`Payload of ${value.case}`} text={value.payload} /> : null
}
