import {
  lengthTooLong,
  parameterMissing,
  qualificationTypeDoesNotExist,
  qualificationTypeStateNotAllowed,
  valueNotValid,
} from '../../domain/errors.js'
import { checkLength } from '../../domain/hit-type.js'
import type { QualificationTypeRecord } from '../../domain/qualification.js'
import type { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import type { UnitOfWork } from '../unit-of-work.js'

type QualificationTypeFields = Pick<
  QualificationTypeRecord,
  'description' | 'keywords' | 'test' | 'testDurationInSeconds' | 'answerKey' | 'autoGranted'
>

/** Checks which members of a qualification type go together (2014 manual). */
export async function checkQualificationType(type: QualificationTypeFields): Promise<void> {
  checkLength('Description', type.description, 1, 2000)
  checkLength('Keywords', type.keywords ?? '', 0, 1000)
  checkBytes('Test', type.test ?? '')
  checkBytes('AnswerKey', type.answerKey ?? '')
  if (type.test && !type.testDurationInSeconds) throw parameterMissing('TestDurationInSeconds')
  if (type.test && type.autoGranted)
    throw valueNotValid('true', 'AutoGranted', { reason: 'A type with a Test is not granted so' })
  if (type.answerKey && !type.test) throw parameterMissing('Test')
  if (!type.test) return
  const { validateXml } = await import('../../domain/questions/validate-xml.js')
  validateXml(type.test, ['QuestionForm'], toValueError(type.test, 'Test'))
  if (type.answerKey)
    validateXml(type.answerKey, ['AnswerKey'], toValueError(type.answerKey, 'AnswerKey'))
}

/** Captured for a Test: the error repeats the test and gives no reason (boto3#2108). */
const toValueError = (xml: string, parameter: string) => (details: string) =>
  valueNotValid(xml, parameter, { hint: details })

/**
 * Refuses requirements for types that are deleted or inactive, and for places that are not known. An
 * unknown type is accepted: it may be one of Amazon's own, or exist in production only.
 */
export async function checkRequirementTypes(
  { store }: Pick<UnitOfWork, 'store'>,
  requirements: readonly QualificationRequirement[],
): Promise<void> {
  for (const { QualificationTypeId: id, LocaleValues = [] } of requirements) {
    if (LocaleValues.length > 0) {
      const { checkLocale } = await import('../../domain/locale.js')
      for (const locale of LocaleValues) checkLocale(locale)
    }
    const type = await store.qualificationTypes.find({ id })
    if (type?.status === 'Disposing') throw qualificationTypeDoesNotExist(id)
    if (type?.status === 'Inactive') throw qualificationTypeStateNotAllowed(['Active'])
  }
}

const maxBytes = 65_535

function checkBytes(name: string, text: string): void {
  if (Buffer.byteLength(text) > maxBytes) throw lengthTooLong(name, maxBytes)
}
