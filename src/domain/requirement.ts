import { requirementNotValid } from './errors.js'
import type { QualificationRequirement } from './shapes/QualificationRequirement.js'
import { systemTypeIds } from './system-types.js'

/**
 * Checks the values of a requirement by "QualificationRequirement" of the API reference.
 *
 * @throws RequestError
 */
export function checkRequirement(requirement: QualificationRequirement): void {
  const { QualificationTypeId, Comparator, IntegerValues = [], LocaleValues = [] } = requirement
  if (Comparator === 'Exists' || Comparator === 'DoesNotExist') {
    if (IntegerValues.length + LocaleValues.length > 0)
      throw requirementNotValid(`The comparator ${Comparator} takes no values.`)
    return
  }

  const isSet = Comparator === 'In' || Comparator === 'NotIn'
  if (QualificationTypeId !== systemTypeIds.locale) {
    if (LocaleValues.length > 0)
      throw requirementNotValid('LocaleValues are for the qualification type Worker_Locale only.')
    return checkCount('IntegerValues', IntegerValues.length, isSet ? 15 : 1)
  }
  if (IntegerValues.length > 0)
    throw requirementNotValid('The qualification type Worker_Locale has no IntegerValues.')
  if (!isSet && Comparator !== 'EqualTo' && Comparator !== 'NotEqualTo')
    throw requirementNotValid(
      `The qualification type Worker_Locale takes EqualTo, NotEqualTo, In and NotIn, not ${Comparator}.`,
    )
  checkCount('LocaleValues', LocaleValues.length, isSet ? 30 : 1)

  function checkCount(name: string, count: number, max: number): void {
    if (count >= 1 && count <= max) return
    const range = max === 1 ? 'one of the' : `1 to ${max}`
    throw requirementNotValid(`The comparator ${Comparator} takes ${range} ${name}.`)
  }
}
