import { XmlError } from 'libxml2-wasm'
import type { GivenAnswers } from '../review-policies/policy.js'
import { all, treeOf } from './tree.js'

/**
 * A worker's answers by question: the selections of a multiple choice, or a text, in which a form's
 * several values of one name stand with bars between them. Empty for what is no XML.
 */
export function readAnswers(xml: string): GivenAnswers {
  const given = new Map<string, readonly string[]>()
  for (const answer of answersIn(xml)) {
    const texts = (name: string) => all(answer, name).map(({ text }) => text)
    const [question = ''] = texts('QuestionIdentifier')
    given.set(question, [
      ...texts('SelectionIdentifier'),
      ...texts('OtherSelectionText'),
      ...texts('FreeText').flatMap((text) => text.split('|')),
    ])
  }
  return given
}

function answersIn(xml: string) {
  try {
    return all(treeOf(xml), 'Answer')
  } catch (error) {
    if (error instanceof XmlError) return []
    throw error
  }
}
