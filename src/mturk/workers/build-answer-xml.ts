import { ParameterValidationError, WorkerError } from '../../domain/errors.js'
import {
  type FieldValues,
  serializeAnswers,
  toAnswerElements,
} from '../../domain/questions/answer.js'
import { isQuestionForm, parseQuestionForm } from '../../domain/questions/form.js'
import { type UploadedFile, validateAnswers } from '../../domain/questions/validate-answers.js'
import { validateXml } from '../../domain/questions/validate-xml.js'

/** What a worker fills in: XML as it is, or fields by name. */
export type AnswersInput = string | FieldValues

/**
 * An answer as the requester reads it. What is filled in on a form of the service's own is held
 * against the form; a page of the requester's own may post what it likes.
 *
 * @throws WorkerRefusal saying what is wrong with it
 */
export function buildAnswerXml(
  question: string | undefined,
  answers: AnswersInput,
  files: readonly UploadedFile[] = [],
): string {
  if (typeof answers === 'string') return validateAnswerXml(answers)
  if (!isQuestionForm(question)) return serializeAnswers(toAnswerElements(answers))

  const { answers: parsedAnswers, errors } = validateAnswers(
    parseQuestionForm(question),
    answers,
    files,
  )
  if (errors.length > 0) throw new WorkerError(errors.join(' '))
  return serializeAnswers(parsedAnswers)
}

function validateAnswerXml(xml: string): string {
  try {
    validateXml(xml, ['QuestionFormAnswers'])
    return xml
  } catch (error) {
    if (error instanceof ParameterValidationError) throw new WorkerError(error.message)
    throw error
  }
}
