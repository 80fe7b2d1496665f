import { integer, oneOf, structure, type TypeOf, timestamp } from '../../core/schema/shape.js'
import { Locale } from './QualificationRequirement.js'
import { CustomerId, EntityId } from './scalars.js'

export const QualificationStatus = oneOf('Granted', 'Revoked')
export type QualificationStatus = TypeOf<typeof QualificationStatus>

export const Qualification = structure({
  QualificationTypeId: EntityId,
  WorkerId: CustomerId,
  GrantTime: timestamp(),
  IntegerValue: integer(),
  LocaleValue: Locale,
  Status: QualificationStatus,
})
export type Qualification = TypeOf<typeof Qualification>
