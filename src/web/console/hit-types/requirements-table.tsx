import type { HITTypeView } from '../../../server/control/views.js'
import { DataTable } from '../../ui/data-table.js'

type Requirement = HITTypeView['qualificationRequirements'][number]

export const RequirementsTable = (props: { readonly requirements: readonly Requirement[] }) => (
  <section aria-label="Requirements">
    <h3>Qualification requirements</h3>
    {props.requirements.length === 0 && <p class="muted">None: every worker may accept it.</p>}
    <DataTable
      label="Requirement list"
      rows={props.requirements}
      columns={[
        ['Qualification', (requirement) => <RequirementName requirement={requirement} />],
        ['Condition', formatRequirement],
        ['Required to', ({ ActionsGuarded = 'Accept' }) => actionLabels[ActionsGuarded]],
      ]}
    />
  </section>
)

/** System types have no page: their values are computed for each worker. */
function RequirementName({ requirement }: { readonly requirement: Requirement }) {
  const { QualificationTypeId: id, name } = requirement
  if (name === undefined) return <code>{id}</code>
  const isSystemType = name === 'Masters' || name.startsWith('Worker_')
  return isSystemType ? <span>{name}</span> : <a href={`/console/qualifications/${id}`}>{name}</a>
}

const actionLabels = {
  Accept: 'accept',
  PreviewAndAccept: 'preview and accept',
  DiscoverPreviewAndAccept: 'discover, preview and accept',
} as const

const comparatorLabels = {
  LessThan: 'less than',
  LessThanOrEqualTo: 'at most',
  GreaterThan: 'more than',
  GreaterThanOrEqualTo: 'at least',
  EqualTo: '',
  NotEqualTo: 'not',
  Exists: 'exists',
  DoesNotExist: 'does not exist',
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
