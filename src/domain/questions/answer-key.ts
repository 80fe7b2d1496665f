import type { GivenAnswers } from '../review-policies/policy.js'
import { all, type Element, one, textOf, treeOf } from './tree.js'

/**
 * What a qualification test is worth by its answer key ("AnswerKey" of the API reference): an option
 * counts when exactly its selections were made, else the question's default; the mapping makes a
 * whole number of their sum.
 */
export function scoreOf(answerKey: string, given: GivenAnswers): number {
  const key = treeOf(answerKey)
  const sum = all(key, 'Question').reduce((total, each) => total + worthOf(each, given), 0)
  return Math.round(mapped(sum, one(key, 'QualificationValueMapping')?.children[0]))
}

function worthOf(question: Element, given: GivenAnswers): number {
  const made = same(given.get(textOf(question, 'QuestionIdentifier') ?? '') ?? [])
  const hit = all(question, 'AnswerOption').find(
    (option) => same(all(option, 'SelectionIdentifier').map(({ text }) => text)) === made,
  )
  return Number(hit ? textOf(hit, 'AnswerScore') : (textOf(question, 'DefaultScore') ?? 0))
}

const same = (selections: readonly string[]): string => JSON.stringify([...selections].sort())

function mapped(sum: number, mapping: Element | undefined): number {
  switch (mapping?.name) {
    case 'PercentageMapping':
      return (sum / Number(textOf(mapping, 'MaximumSummedScore'))) * 100
    case 'ScaleMapping':
      return sum * Number(textOf(mapping, 'SummedScoreMultiplier'))
    case 'RangeMapping': {
      const range = all(mapping, 'SummedScoreRange').find(
        (each) =>
          sum >= Number(textOf(each, 'InclusiveLowerBound')) &&
          sum <= Number(textOf(each, 'InclusiveUpperBound')),
      )
      return Number(
        textOf(range, 'QualificationValue') ?? textOf(mapping, 'OutOfRangeQualificationValue'),
      )
    }
  }
  return sum
}
