import { WorkerError, xmlNotValid } from '../../domain/errors.js'
import {
  type FieldValues,
  serializeAnswers,
  toAnswerElements,
} from '../../domain/questions/answer.js'
import { isQuestionForm, parseQuestionForm } from '../../domain/questions/form.js'
import { readFieldValues } from '../../domain/questions/read-answers.js'
import { type UploadedFile, validateAnswers } from '../../domain/questions/validate-answers.js'
import { validateXml } from '../../domain/questions/validate-xml.js'

/** A worker's answers: the whole XML, or fields by name. */
export type AnswersInput = string | FieldValues

/**
 * The answer XML of an assignment. Answers to a QuestionForm are validated against it, as fields or
 * as XML; an HTML page may post anything.
 *
 * @throws WorkerError with the reasons why they are not valid
 */
export function buildAnswerXml(
  question: string | undefined,
  answers: AnswersInput,
  files: readonly UploadedFile[] = [],
): string {
  const isXml = typeof answers === 'string'
  if (isXml) validateXml(answers, ['QuestionFormAnswers'], createXmlRefusal)
  if (!isQuestionForm(question))
    return isXml ? answers : serializeAnswers(toAnswerElements(answers))

  const { answers: parsedAnswers, errors } = validateAnswers(
    parseQuestionForm(question),
    isXml ? readFieldValues(answers) : answers,
    files,
  )
  if (errors.length > 0) throw new WorkerError(errors.join(' '))
  return isXml ? answers : serializeAnswers(parsedAnswers)
}

const createXmlRefusal = (details: string) =>
  new WorkerError(xmlNotValid('Answer', details).message)
