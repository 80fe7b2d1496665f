import { xmlNotValid } from '../errors.js'
import { checkCharacters } from '../hit-type.js'
import { questionRoots, validateXml } from './validate-xml.js'

/**
 * Refuses a question that MTurk would not take.
 *
 * @throws ParameterValidationError in the service's words
 */
export function validateQuestion(question: string): void {
  // The name that the service gives it there (boto3#2277).
  checkCharacters('QuestionXML', question)
  validateXml(question, questionRoots, (details) => xmlNotValid('Question', details))
}
