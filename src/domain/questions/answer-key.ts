import type { AnswersByQuestion } from '../review-policies/policy.js'
import { childText, findChild, findChildren, parseXml, type XmlNode } from './xml.js'

/**
 * The score of a qualification test by its answer key ("AnswerKey" of the API reference): an option
 * counts when exactly its selections were made, otherwise the question's default; the mapping turns
 * the sum into a whole number.
 */
export function scoreTest(answerKey: string, answers: AnswersByQuestion): number {
  const key = parseXml(answerKey)
  const sum = findChildren(key, 'Question').reduce(
    (total, question) => total + scoreQuestion(question, answers),
    0,
  )
  return Math.round(applyMapping(sum, findChild(key, 'QualificationValueMapping')?.children[0]))
}

function scoreQuestion(question: XmlNode, answers: AnswersByQuestion): number {
  const selected = selectionKey(answers.get(childText(question, 'QuestionIdentifier') ?? '') ?? [])
  const matchedOption = findChildren(question, 'AnswerOption').find(
    (option) =>
      selectionKey(findChildren(option, 'SelectionIdentifier').map(({ text }) => text)) ===
      selected,
  )
  return Number(
    matchedOption
      ? childText(matchedOption, 'AnswerScore')
      : (childText(question, 'DefaultScore') ?? 0),
  )
}

const selectionKey = (selections: readonly string[]): string =>
  JSON.stringify([...selections].sort())

function applyMapping(sum: number, mapping: XmlNode | undefined): number {
  switch (mapping?.name) {
    case 'PercentageMapping':
      return (sum / Number(childText(mapping, 'MaximumSummedScore'))) * 100
    case 'ScaleMapping':
      return sum * Number(childText(mapping, 'SummedScoreMultiplier'))
    case 'RangeMapping': {
      const range = findChildren(mapping, 'SummedScoreRange').find(
        (candidate) =>
          sum >= Number(childText(candidate, 'InclusiveLowerBound')) &&
          sum <= Number(childText(candidate, 'InclusiveUpperBound')),
      )
      return Number(
        childText(range, 'QualificationValue') ??
          childText(mapping, 'OutOfRangeQualificationValue'),
      )
    }
  }
  return sum
}
