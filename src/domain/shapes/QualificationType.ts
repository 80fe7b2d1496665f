import {
  boolean,
  integer,
  long,
  oneOf,
  string,
  structure,
  type TypeOf,
  timestamp,
} from '../../core/schema/shape.js'
import { EntityId } from './scalars.js'

export const QualificationTypeStatus = oneOf('Active', 'Inactive')
export type QualificationTypeStatus = TypeOf<typeof QualificationTypeStatus>

export const QualificationType = structure({
  QualificationTypeId: EntityId,
  CreationTime: timestamp(),
  Name: string(),
  Description: string(),
  Keywords: string(),
  QualificationTypeStatus,
  Test: string(),
  TestDurationInSeconds: long(),
  AnswerKey: string(),
  RetryDelayInSeconds: long(),
  IsRequestable: boolean(),
  AutoGranted: boolean(),
  AutoGrantedValue: integer(),
})
export type QualificationType = TypeOf<typeof QualificationType>
