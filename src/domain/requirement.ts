import { parameterMissing, valueNotValid } from './errors.js'
import type {
  Comparator,
  Locale,
  QualificationRequirement,
} from './shapes/QualificationRequirement.js'
import { systemTypeIds } from './system-types.js'

/**
 * Checks the values of a requirement by "QualificationRequirement" of the API reference.
 *
 * @throws ParameterValidationError
 */
export function checkRequirement(requirement: QualificationRequirement): void {
  const { QualificationTypeId, Comparator, IntegerValues = [], LocaleValues = [] } = requirement
  const isLocale = QualificationTypeId === systemTypeIds.locale
  const takesNone = Comparator === 'Exists' || Comparator === 'DoesNotExist'
  const isSet = Comparator === 'In' || Comparator === 'NotIn'
  if (isLocale && !takesNone && !isSet && Comparator !== 'EqualTo' && Comparator !== 'NotEqualTo')
    throw valueNotValid(Comparator, 'Comparator', {
      reason: 'The qualification type Worker_Locale takes EqualTo, NotEqualTo, In and NotIn',
    })

  const locales = LocaleValues.map(formatLocale)
  checkValues('IntegerValue', IntegerValues.map(String), isLocale || takesNone ? 0 : isSet ? 15 : 1)
  checkValues('LocaleValue', locales, !isLocale || takesNone ? 0 : isSet ? 30 : 1)

  function checkValues(parameter: string, values: readonly string[], max: number): void {
    if (values.length === 0 && max > 0) throw parameterMissing(parameter)
    if (values.length > max)
      throw valueNotValid(values.join(','), parameter, { reason: describeLimit(parameter, max) })
  }

  function describeLimit(parameter: string, max: number): string {
    return max > 1
      ? `The comparator ${Comparator} takes up to ${max} of them`
      : mustBeNull(parameter, Comparator)
  }
}

/** Captured of a type that has no places, and of two places (boto3#2402, aws-sdk-js#3116). */
const mustBeNull = (parameter: string, comparator: Comparator): string =>
  `${parameter} must be null when used with the ${comparator} comparator.`

const formatLocale = ({ Country, Subdivision }: Locale): string =>
  Subdivision === undefined ? Country : `${Country}-${Subdivision}`
