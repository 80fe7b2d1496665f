import { readFieldValues } from '../questions/read-answers.js'

/** Name of the answer in which a `crowd-form` submits all its elements as JSON. */
const crowdFormAnswer = 'taskAnswers'

/** The columns `Answer.…` of an assignment. Objects of a `crowd-form` become dotted names. */
export function readAnswerColumns(xml: string): ReadonlyMap<string, string> {
  const columns = new Map<string, string>()
  for (const [name, values] of Object.entries(readFieldValues(xml))) {
    const text = [values].flat().join('|')
    const elements = name === crowdFormAnswer ? parseElements(text) : undefined
    if (!elements) columns.set(`Answer.${name}`, text)
    for (const element of elements ?? [])
      for (const [column, value] of flatten('Answer', element)) columns.set(column, value)
  }
  return columns
}

function parseElements(json: string): readonly object[] | undefined {
  try {
    const parsed: unknown = JSON.parse(json)
    return Array.isArray(parsed) && parsed.every(isPlainObject) ? parsed : undefined
  } catch {
    return undefined
  }
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function flatten(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (isPlainObject(value))
    return Object.entries(value).flatMap(([key, member]) => flatten(`${name}.${key}`, member))
  return [[name, typeof value === 'string' ? value : JSON.stringify(value)]]
}
