import type { QualificationType } from './qualification.js'

/** The types that the service itself computes for every worker. */
export const systemTypes = {
  mastersInSandbox: '2ARFPLSP75KLA8M8DH1HTEQVJT3SY6',
  mastersInProduction: '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH',
  numberApproved: '00000000000000000040',
  locale: '00000000000000000071',
  adult: '00000000000000000060',
  percentApproved: '000000000000000000L0',
} as const

/** MTurk opened then; when its own types were made is not known. */
const opening = new Date('2005-11-02T00:00:00Z')

const type = (id: string, name: string, description: string): QualificationType => ({
  // Nobody's, so that nobody may change it.
  account: '',
  id,
  createdAt: opening,
  name,
  description,
  status: 'Active',
  isRequestable: false,
  autoGranted: false,
})

const ofBoth = [
  type(
    systemTypes.numberApproved,
    'Worker_NumberHITsApproved',
    'How many of a worker’s assignments were approved.',
  ),
  type(
    systemTypes.percentApproved,
    'Worker_PercentAssignmentsApproved',
    'How many in a hundred of a worker’s assignments were approved.',
  ),
  type(systemTypes.locale, 'Worker_Locale', 'Where a worker is.'),
  type(systemTypes.adult, 'Worker_Adult', 'Whether a worker takes content for adults: 1 or 0.'),
]

const masters = (id: string) =>
  type(id, 'Masters', 'Workers who have shown that their work is good.')

/** What of them can be looked at, in each of Amazon's two environments. */
export const systemTypesIn: Readonly<
  Record<'sandbox' | 'production', readonly QualificationType[]>
> = {
  sandbox: [...ofBoth, masters(systemTypes.mastersInSandbox)],
  production: [...ofBoth, masters(systemTypes.mastersInProduction)],
}
