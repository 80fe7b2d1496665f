import { XmlDocument, XmlElement, XmlError } from 'libxml2-wasm'
import type { GivenAnswers } from '../review-policies/policy.js'

/**
 * A worker's answers by question: the selections of a multiple choice, or a text, in which a form's
 * several values of one name stand with bars between them. Empty for what is no XML.
 */
export function readAnswers(xml: string): GivenAnswers {
  let document: XmlDocument
  try {
    document = XmlDocument.fromString(xml)
  } catch (error) {
    if (error instanceof XmlError) return new Map()
    throw error
  }
  try {
    const given = new Map<string, readonly string[]>()
    for (const answer of document.find("//*[local-name()='Answer']") as XmlElement[]) {
      const texts = (name: string) =>
        answer
          .find(`*[local-name()='${name}']`)
          .map((node) => (node instanceof XmlElement ? node.content : ''))
      const [question = ''] = texts('QuestionIdentifier')
      given.set(question, [
        ...texts('SelectionIdentifier'),
        ...texts('OtherSelectionText'),
        ...texts('FreeText').flatMap((text) => text.split('|')),
      ])
    }
    return given
  } finally {
    document.dispose()
  }
}
