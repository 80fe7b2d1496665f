import {
  qualificationTypeDoesNotExist,
  qualificationTypeNotIn,
  testNeeds,
  tooLong,
} from '../../domain/errors.js'
import { checkLength } from '../../domain/hit-type.js'
import type { QualificationType } from '../../domain/qualification.js'
import type { QualificationRequirement } from '../../domain/shapes/QualificationRequirement.js'
import type { Context } from '../unit-of-work.js'

type Terms = Pick<
  QualificationType,
  'description' | 'keywords' | 'test' | 'testDurationInSeconds' | 'answerKey' | 'autoGranted'
>

/** What must fit together in a qualification type, however it came to be (2014 manual). */
export async function checkQualificationType(terms: Terms): Promise<void> {
  checkLength('Description', terms.description, 1, 2000)
  checkLength('Keywords', terms.keywords ?? '', 0, 1000)
  checkBytes('Test', terms.test ?? '')
  checkBytes('AnswerKey', terms.answerKey ?? '')
  if (terms.test && !terms.testDurationInSeconds) throw testNeeds('TestDurationInSeconds')
  if (terms.test && terms.autoGranted) throw testNeeds('AutoGranted to be false')
  if (terms.answerKey && !terms.test) throw testNeeds('Test, for its AnswerKey to be of use')
  if (!terms.test) return
  const { checkXml } = await import('../../domain/questions/check.js')
  checkXml(terms.test, ['QuestionForm'])
  if (terms.answerKey) checkXml(terms.answerKey, ['AnswerKey'])
}

/**
 * Refuses to ask for what is deleted or inactive. A type that was never here is believed to be
 * Amazon's own, or the production's.
 */
export async function checkRequired(
  { store }: Pick<Context, 'store'>,
  requirements: readonly QualificationRequirement[],
): Promise<void> {
  for (const { QualificationTypeId: id } of requirements) {
    const type = await store.qualificationTypes.find({ id })
    if (type?.status === 'Disposing') throw qualificationTypeDoesNotExist(id)
    if (type?.status === 'Inactive') throw qualificationTypeNotIn(['Active'])
  }
}

const mostBytes = 65_535

function checkBytes(name: string, text: string): void {
  if (Buffer.byteLength(text) > mostBytes) throw tooLong(name, 0, mostBytes)
}
