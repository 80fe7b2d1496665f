import { XmlDocument, XmlError, XsdValidator } from 'libxml2-wasm'
import { xmlNotValid } from '../errors.js'
import answerKey from './schemas/answer-key.xsd?raw'
import externalQuestion from './schemas/external-question.xsd?raw'
import htmlQuestion from './schemas/html-question.xsd?raw'
import questionForm from './schemas/question-form.xsd?raw'
import questionFormAnswers from './schemas/question-form-answers.xsd?raw'

/** Amazon's namespaces, each with the schema that was written for it here. */
const base = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas'
const schemas: Readonly<Record<string, string>> = {
  [`${base}/2006-07-14/ExternalQuestion.xsd`]: externalQuestion,
  [`${base}/2011-11-11/HTMLQuestion.xsd`]: htmlQuestion,
  [`${base}/2005-10-01/QuestionForm.xsd`]: questionForm,
  [`${base}/2017-11-06/QuestionForm.xsd`]: questionForm,
  [`${base}/2005-10-01/AnswerKey.xsd`]: answerKey,
  [`${base}/2005-10-01/QuestionFormAnswers.xsd`]: questionFormAnswers,
}

const validators = new Map<string, XsdValidator>()

export type Root =
  | 'ExternalQuestion'
  | 'HTMLQuestion'
  | 'QuestionForm'
  | 'AnswerKey'
  | 'QuestionFormAnswers'

/** What a HIT may ask. */
export const questionRoots: readonly Root[] = ['ExternalQuestion', 'HTMLQuestion', 'QuestionForm']

/**
 * Holds XML against its schema.
 *
 * @param roots what it may be
 * @throws ParameterValidationError in the service's words, with what the parser found
 */
export function checkXml(xml: string, roots: readonly Root[]): void {
  // No schema of Amazon's needs one, and entities have no business here. In the HTML of a CDATA
  // section it is content.
  if (declaresType(xml)) throw xmlNotValid('A document type declaration is not allowed.')
  const document = parsed(xml)
  try {
    const { name, namespaceUri } = document.root
    if (!roots.some((root) => root === name) || !namespaceUri.endsWith(`/${name}.xsd`))
      throw xmlNotValid(
        `cvc-elt.1: Cannot find the declaration of element '${name}' in the namespace '${namespaceUri}'. Expected is one of ${roots.join(', ')}.`,
      )
    validatorFor(namespaceUri).validate(document)
  } catch (error) {
    throw error instanceof XmlError ? xmlNotValid(error.message.trim()) : error
  } finally {
    document.dispose()
  }
}

/** Whether a document type is declared before the root; walked once, however many comments come first. */
function declaresType(xml: string): boolean {
  let at = 0
  for (;;) {
    at = xml.length - xml.slice(at).trimStart().length
    const end = xml.startsWith('<!--', at) ? '-->' : xml.startsWith('<?', at) ? '?>' : undefined
    if (end === undefined) return /^<!DOCTYPE/i.test(xml.slice(at, at + 9))
    const found = xml.indexOf(end, at + 2)
    if (found < 0) return false
    at = found + end.length
  }
}

function parsed(xml: string): XmlDocument {
  try {
    return XmlDocument.fromString(xml)
  } catch (error) {
    throw error instanceof XmlError ? xmlNotValid(error.message.trim()) : error
  }
}

function validatorFor(namespace: string): XsdValidator {
  const schema = schemas[namespace]
  if (schema === undefined) throw xmlNotValid(`The namespace '${namespace}' is not known.`)
  const known = validators.get(namespace)
  if (known) return known
  const document = XmlDocument.fromString(schema.replaceAll('{{namespace}}', namespace))
  const validator = XsdValidator.fromDoc(document)
  document.dispose()
  validators.set(namespace, validator)
  return validator
}
