import { XmlError } from 'libxml2-wasm'
import type { AnswersByQuestion } from '../review-policies/policy.js'
import type { FieldValues } from './answer.js'
import { otherFieldName } from './form-field.js'
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

/** The fields that a form would have posted for these answers; files are not among them. */
export function readFieldValues(xml: string): FieldValues {
  const fields = new Map<string, readonly string[]>()
  for (const answer of parseAnswerElements(xml)) {
    const texts = (name: string) => findChildren(answer, name).map(({ text }) => text)
    const [question = ''] = texts('QuestionIdentifier')
    fields.set(question, [...texts('SelectionIdentifier'), ...texts('FreeText')])
    const other = texts('OtherSelectionText')
    if (other.length > 0) fields.set(otherFieldName(question), other)
  }
  return Object.fromEntries(fields)
}

function parseAnswerElements(xml: string) {
  try {
    return findChildren(parseXml(xml), 'Answer')
  } catch (error) {
    if (error instanceof XmlError) return []
    throw error
  }
}
