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

/** What must fit together in a qualification type, however it came to be (2014 manual). */
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

/** Captured of a Test: the answer repeats it and does not say what is wrong (boto3#2108). */
const toValueError = (xml: string, parameter: string) => (details: string) =>
  valueNotValid(xml, parameter, { hint: details })

/**
 * Refuses to require a qualification that is deleted or inactive, or a place that is not known. A
 * type that does not exist here is taken for one of Amazon's own, or of production.
 */
export async function checkRequirementTypes(
  { store }: Pick<UnitOfWork, 'store'>,
  requirements: readonly QualificationRequirement[],
): Promise<void> {
  for (const { QualificationTypeId: id, LocaleValues = [] } of requirements) {
    if (LocaleValues.length > 0) {
      const { checkLocale } = await import('../../domain/locale.js')
      for (const locale of LocaleValues) await checkLocale(locale)
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
