import { XmlDocument, XmlError, XsdValidator } from 'libxml2-wasm'
import answerKey from './schemas/answer-key.xsd?raw'
import externalQuestion from './schemas/external-question.xsd?raw'
import htmlQuestion from './schemas/html-question.xsd?raw'
import questionForm from './schemas/question-form.xsd?raw'
import questionFormAnswers from './schemas/question-form-answers.xsd?raw'
import { toXmlNode, type XmlNode } from './xml.js'

/** Amazon's namespaces, each with a schema written for this project. */
const namespaceBase = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas'
const schemas: Readonly<Record<string, string>> = {
  [`${namespaceBase}/2006-07-14/ExternalQuestion.xsd`]: externalQuestion,
  [`${namespaceBase}/2011-11-11/HTMLQuestion.xsd`]: htmlQuestion,
  [`${namespaceBase}/2005-10-01/QuestionForm.xsd`]: questionForm,
  [`${namespaceBase}/2017-11-06/QuestionForm.xsd`]: questionForm,
  [`${namespaceBase}/2005-10-01/AnswerKey.xsd`]: answerKey,
  [`${namespaceBase}/2005-10-01/QuestionFormAnswers.xsd`]: questionFormAnswers,
}

const validators = new Map<string, XsdValidator>()

type XmlRootName =
  | 'ExternalQuestion'
  | 'HTMLQuestion'
  | 'QuestionForm'
  | 'AnswerKey'
  | 'QuestionFormAnswers'

/** The root elements of questions. */
export const questionRoots: readonly XmlRootName[] = [
  'ExternalQuestion',
  'HTMLQuestion',
  'QuestionForm',
]

const pageRoots: ReadonlySet<string> = new Set(['ExternalQuestion', 'HTMLQuestion'])

/** An error for what a parser or a schema finds wrong. */
type CreateXmlError = (details: string) => Error

/**
 * Validates XML against its schema.
 *
 * @param roots allowed root elements
 * @param createError the error that reports what is wrong
 * @returns the elements of a question that is not a form
 */
export function validateXml(
  xml: string,
  roots: readonly XmlRootName[],
  createError: CreateXmlError,
): XmlNode | undefined {
  // No schema of Amazon's needs a document type, and entities are not allowed. In the HTML of a CDATA
  // section it is content.
  if (hasDoctype(xml)) throw createError('A document type declaration is not allowed.')
  const document = parseXmlDocument(xml, createError)
  try {
    const { name, namespaceUri } = document.root
    if (!roots.some((root) => root === name) || !namespaceUri.endsWith(`/${name}.xsd`))
      throw createError(
        `cvc-elt.1: Cannot find the declaration of element '${name}' in the namespace '${namespaceUri}'. Expected is one of ${roots.join(', ')}.`,
      )
    loadValidator(namespaceUri, createError).validate(document)
    return pageRoots.has(name) ? toXmlNode(document.root) : undefined
  } catch (error) {
    throw error instanceof XmlError ? createError(error.message.trim()) : error
  } finally {
    document.dispose()
  }
}

/** Whether a document type is declared before the root; linear, even after many comments. */
function hasDoctype(xml: string): boolean {
  let offset = 0
  for (;;) {
    offset = xml.length - xml.slice(offset).trimStart().length
    const terminator = xml.startsWith('<!--', offset)
      ? '-->'
      : xml.startsWith('<?', offset)
        ? '?>'
        : undefined
    if (terminator === undefined) return /^<!DOCTYPE/i.test(xml.slice(offset, offset + 9))
    const index = xml.indexOf(terminator, offset + 2)
    if (index < 0) return false
    offset = index + terminator.length
  }
}

function parseXmlDocument(xml: string, createError: CreateXmlError): XmlDocument {
  try {
    return XmlDocument.fromString(xml)
  } catch (error) {
    throw error instanceof XmlError ? createError(error.message.trim()) : error
  }
}

function loadValidator(namespace: string, createError: CreateXmlError): XsdValidator {
  const schema = schemas[namespace]
  if (schema === undefined) throw createError(`The namespace '${namespace}' is not known.`)
  const cached = validators.get(namespace)
  if (cached) return cached
  const document = XmlDocument.fromString(schema.replaceAll('{{namespace}}', namespace))
  const validator = XsdValidator.fromDoc(document)
  document.dispose()
  validators.set(namespace, validator)
  return validator
}
