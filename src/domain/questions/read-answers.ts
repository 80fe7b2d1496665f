import { XmlError } from 'libxml2-wasm'
import type { AnswersByQuestion } from '../review-policies/policy.js'
import { findChildren, parseXml } from './xml.js'

/**
 * A worker's answers by question: the selections of a multiple choice, or a text, in which several
 * values of one name are joined with bars. Empty for invalid XML.
 */
export function readAnswers(xml: string): AnswersByQuestion {
  const answers = new Map<string, readonly string[]>()
  for (const answer of parseAnswerElements(xml)) {
    const texts = (name: string) => findChildren(answer, name).map(({ text }) => text)
    const [question = ''] = texts('QuestionIdentifier')
    answers.set(question, [
      ...texts('SelectionIdentifier'),
      ...texts('OtherSelectionText'),
      ...texts('FreeText').flatMap((text) => text.split('|')),
    ])
  }
  return answers
}

function parseAnswerElements(xml: string) {
  try {
    return findChildren(parseXml(xml), 'Answer')
  } catch (error) {
    if (error instanceof XmlError) return []
    throw error
  }
}
