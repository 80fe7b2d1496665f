import type { Json } from '../../../server/control/contract.js'
import type { HITTypeView } from '../../../server/control/market-contract.js'
import { DataTable } from '../../ui/data-table.js'

type Requirement = Json<HITTypeView>['qualificationRequirements'][number]

/** What workers must have, and for what. */
export const RequirementsTable = (props: { readonly requirements: readonly Requirement[] }) => (
  <section aria-label="Requirements">
    <h3>What workers must have</h3>
    {props.requirements.length === 0 && <p class="muted">Nothing: everybody may do it.</p>}
    {props.requirements.length > 0 && (
      <DataTable label="Each requirement" columns={['Qualification', 'Must be', 'To']}>
        {props.requirements.map((requirement, index) => (
          <tr key={index}>
            <td>
              <RequirementName requirement={requirement} />
            </td>
            <td>{formatRequirement(requirement)}</td>
            <td>{actionLabels[requirement.ActionsGuarded ?? 'Accept']}</td>
          </tr>
        ))}
      </DataTable>
    )}
  </section>
)

/** The service's own types are not to be looked at: every worker's are worked out. */
function RequirementName({ requirement }: { readonly requirement: Requirement }) {
  const { QualificationTypeId: id, name } = requirement
  if (name === undefined) return <code>{id}</code>
  const isSystemType = name === 'Masters' || name.startsWith('Worker_')
  return isSystemType ? <span>{name}</span> : <a href={`/console/qualifications/${id}`}>{name}</a>
}

const actionLabels = {
  Accept: 'accept',
  PreviewAndAccept: 'look at it and accept',
  DiscoverPreviewAndAccept: 'find it, look at it and accept',
} as const

const comparatorLabels = {
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

function formatRequirement({
  Comparator,
  IntegerValues = [],
  LocaleValues = [],
}: Requirement): string {
  const locales = LocaleValues.map(({ Country, Subdivision }) =>
    Subdivision ? `${Country}-${Subdivision}` : Country,
  )
  return `${comparatorLabels[Comparator]} ${[...IntegerValues, ...locales].join(', ')}`.trim()
}
