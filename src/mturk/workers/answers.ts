import { ParameterValidationError, WorkerRefusal } from '../../domain/errors.js'
import { answersOfPage, answerXml, type Fields } from '../../domain/questions/answer.js'
import { checkXml } from '../../domain/questions/check.js'
import { formOf, isForm } from '../../domain/questions/form.js'
import { filledIn, type HandedIn } from '../../domain/questions/form-answers.js'

/** What a worker fills in: XML as it is, or fields by name. */
export type Answers = string | Fields

/**
 * An answer as the requester reads it. What is filled in on a form of the service's own is held
 * against the form; a page of the requester's own may post what it likes.
 *
 * @throws WorkerRefusal saying what is wrong with it
 */
export function answered(
  question: string | undefined,
  answers: Answers,
  files: readonly HandedIn[] = [],
): string {
  if (typeof answers === 'string') return checked(answers)
  if (!isForm(question)) return answerXml(answersOfPage(answers))

  const { answers: made, faults } = filledIn(formOf(question), answers, files)
  if (faults.length > 0) throw new WorkerRefusal(faults.join(' '))
  return answerXml(made)
}

function checked(xml: string): string {
  try {
    checkXml(xml, ['QuestionFormAnswers'])
    return xml
  } catch (error) {
    if (error instanceof ParameterValidationError) throw new WorkerRefusal(error.message)
    throw error
  }
}
