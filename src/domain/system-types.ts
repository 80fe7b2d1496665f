import type { QualificationTypeRecord } from './qualification.js'

/** The types that the service itself computes for every worker. */
export const systemTypeIds = {
  mastersInSandbox: '2ARFPLSP75KLA8M8DH1HTEQVJT3SY6',
  mastersInProduction: '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH',
  numberApproved: '00000000000000000040',
  locale: '00000000000000000071',
  adult: '00000000000000000060',
  percentApproved: '000000000000000000L0',
} as const

const systemTypeIdSet: ReadonlySet<string> = new Set(Object.values(systemTypeIds))

export const isSystemType = (id: string): boolean => systemTypeIdSet.has(id)

/** The opening of MTurk; when its own types were created is not known. */
const mturkLaunchDate = new Date('2005-11-02T00:00:00Z')

const systemType = (id: string, name: string, description: string): QualificationTypeRecord => ({
  // It belongs to no requester, so that no requester can change it.
  account: '',
  id,
  createdAt: mturkLaunchDate,
  name,
  description,
  status: 'Active',
  isRequestable: false,
  autoGranted: false,
})

const sharedTypes = [
  systemType(
    systemTypeIds.numberApproved,
    'Worker_NumberHITsApproved',
    'How many of a worker’s assignments were approved.',
  ),
  systemType(
    systemTypeIds.percentApproved,
    'Worker_PercentAssignmentsApproved',
    'How many in a hundred of a worker’s assignments were approved.',
  ),
  systemType(systemTypeIds.locale, 'Worker_Locale', 'Where a worker is.'),
  systemType(
    systemTypeIds.adult,
    'Worker_Adult',
    'Whether a worker takes content for adults: 1 or 0.',
  ),
]

const mastersType = (id: string) =>
  systemType(id, 'Masters', 'Workers who have shown that their work is good.')

/** Those that can be read, in each of Amazon's two environments. */
export const systemTypesByEnvironment: Readonly<
  Record<'sandbox' | 'production', readonly QualificationTypeRecord[]>
> = {
  sandbox: [...sharedTypes, mastersType(systemTypeIds.mastersInSandbox)],
  production: [...sharedTypes, mastersType(systemTypeIds.mastersInProduction)],
}
