import type { Json } from '../../../server/control/contract.js'
import type { HITTypeTold } from '../../../server/control/market-contract.js'
import { Table } from '../../ui/table.js'

type Requirement = Json<HITTypeTold>['qualificationRequirements'][number]

/** What workers must have, and for what. */
export const Requirements = (props: { readonly requirements: readonly Requirement[] }) => (
  <section aria-label="Requirements">
    <h3>What workers must have</h3>
    {props.requirements.length === 0 && <p class="muted">Nothing: everybody may do it.</p>}
    {props.requirements.length > 0 && (
      <Table label="Each requirement" columns={['Qualification', 'Must be', 'To']}>
        {props.requirements.map((requirement, index) => (
          <tr key={index}>
            <td>
              <Named requirement={requirement} />
            </td>
            <td>{inWords(requirement)}</td>
            <td>{actions[requirement.ActionsGuarded ?? 'Accept']}</td>
          </tr>
        ))}
      </Table>
    )}
  </section>
)

/** The service's own types are not to be looked at: every worker's are worked out. */
function Named({ requirement }: { readonly requirement: Requirement }) {
  const { QualificationTypeId: id, name } = requirement
  if (name === undefined) return <code>{id}</code>
  const isOwn = name === 'Masters' || name.startsWith('Worker_')
  return isOwn ? <span>{name}</span> : <a href={`/console/qualifications/${id}`}>{name}</a>
}

const actions = {
  Accept: 'accept',
  PreviewAndAccept: 'look at it and accept',
  DiscoverPreviewAndAccept: 'find it, look at it and accept',
} as const

const comparators = {
  LessThan: 'less than',
  LessThanOrEqualTo: 'at most',
  GreaterThan: 'more than',
  GreaterThanOrEqualTo: 'at least',
  EqualTo: '',
  NotEqualTo: 'not',
  Exists: 'there',
  DoesNotExist: 'missing',
  In: 'one of',
  NotIn: 'none of',
} as const

function inWords({ Comparator, IntegerValues = [], LocaleValues = [] }: Requirement): string {
  const places = LocaleValues.map(({ Country, Subdivision }) =>
    Subdivision ? `${Country}-${Subdivision}` : Country,
  )
  return `${comparators[Comparator]} ${[...IntegerValues, ...places].join(', ')}`.trim()
}
