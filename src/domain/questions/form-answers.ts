import { RE2JS, RE2JSException } from 're2js'
import type { Answer, Fields } from './answer.js'
import { type Question, type QuestionForm, questionsOf, type TextAnswer } from './form.js'

/** A file that a worker handed in for a question. */
export interface HandedIn {
  readonly questionIdentifier: string
  readonly key: string
  readonly bytes: number
}

/** The field of a selection's own words, beside the one of its choices. */
export const otherField = (identifier: string): string => `${identifier}.other`

/** What a worker filled in, and everything that is wrong with it, a sentence each. */
export interface FilledIn {
  readonly answers: readonly Answer[]
  readonly faults: readonly string[]
}

/** Holds what was filled in against the form, as MTurk's own page does before it lets it go. */
export function filledIn(
  form: QuestionForm,
  fields: Fields,
  files: readonly HandedIn[] = [],
): FilledIn {
  const questions = questionsOf(form)
  const names = new Set(questions.flatMap(({ identifier }) => [identifier, otherField(identifier)]))
  const unknown = Object.keys(fields).filter((name) => !names.has(name))
  const each = questions.map((question) => answerTo(question, fields, files))
  return {
    answers: each.flatMap(({ answer }) => answer ?? []),
    faults: [
      ...unknown.map((name) => `The form has no question ${name}.`),
      ...each.flatMap(({ faults }) => faults),
    ],
  }
}

interface Answered {
  readonly answer?: Answer
  readonly faults: readonly string[]
}

function answerTo(question: Question, fields: Fields, files: readonly HandedIn[]): Answered {
  const { identifier: QuestionIdentifier, answer } = question
  const values = [fields[QuestionIdentifier] ?? []].flat().filter((value) => value !== '')
  const says = (fault: string) => `${question.displayName ?? QuestionIdentifier}: ${fault}`
  const missing = question.isRequired ? [says('an answer is required.')] : []

  switch (answer.kind) {
    case 'text': {
      const [FreeText] = values
      if (FreeText === undefined) return { faults: missing }
      const faults = textFaults(answer, FreeText).map(says)
      return { answer: { QuestionIdentifier, FreeText }, faults }
    }
    case 'selection': {
      const [other] = [fields[otherField(QuestionIdentifier)] ?? []].flat().filter(Boolean)
      const count = values.length + (other === undefined ? 0 : 1)
      if (count === 0) return { faults: missing }
      const unknown = values.filter(
        (value) => !answer.selections.some(({ identifier }) => identifier === value),
      )
      const faults = unknown.map((value) => `there is no choice ${value}.`)
      if (count < answer.min || count > answer.max)
        faults.push(`choose ${rangeOf(answer.min, answer.max)}.`)
      if (other !== undefined && !answer.other) faults.push('there is no choice of one’s own.')
      if (other !== undefined && answer.other) faults.push(...textFaults(answer.other, other))
      return {
        answer: {
          QuestionIdentifier,
          ...(values.length > 0 && { SelectionIdentifier: values }),
          ...(other !== undefined && { OtherSelectionText: other }),
        },
        faults: faults.map(says),
      }
    }
    case 'file': {
      const file = files.find((each) => each.questionIdentifier === QuestionIdentifier)
      if (!file) return { faults: missing }
      const fits = file.bytes >= answer.minBytes && file.bytes <= answer.maxBytes
      return {
        answer: {
          QuestionIdentifier,
          UploadedFileSizeInBytes: String(file.bytes),
          UploadedFileKey: file.key,
        },
        faults: fits
          ? []
          : [says(`the file must have from ${answer.minBytes} to ${answer.maxBytes} bytes.`)],
      }
    }
  }
}

const rangeOf = (min: number, max: number): string => (min === max ? `${min}` : `${min} to ${max}`)

/** What is wrong with a text for an answer, a sentence each. */
export function textFaults(
  { numeric, minLength, maxLength, patterns }: Omit<TextAnswer, 'initial' | 'lines'>,
  text: string,
): readonly string[] {
  const faults: string[] = []
  if (numeric) {
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = numeric
    if (!/^[+-]?\d+(\.\d+)?$/.test(text.trim())) faults.push('a number is asked for.')
    else if (Number(text) < min || Number(text) > max)
      faults.push(`a number from ${min} to ${max} is asked for.`)
  }
  if (text.length < (minLength ?? 0)) faults.push(`at least ${minLength} characters are needed.`)
  if (text.length > (maxLength ?? text.length))
    faults.push(`at most ${maxLength} characters are allowed.`)
  for (const { regex, flags, says } of patterns)
    if (!fits(text, regex, flags)) faults.push(says ?? `the answer must look like ${regex}.`)
  return faults
}

/** What one look at an answer may cost: instructions of the expression, for each character. */
const mostSteps = 20_000_000

/**
 * A requester's expression, in an engine that takes no longer than the text and the expression are
 * long. What that engine does not know (looking around, references back), and what would take too
 * long all the same, is not checked: MTurk has it checked by the browser alone.
 */
function fits(text: string, regex: string, flags: string): boolean {
  const insensitive = flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0
  const multiline = flags.includes('m') ? RE2JS.MULTILINE : 0
  try {
    const expression = RE2JS.compile(regex, insensitive | multiline)
    if (expression.programSize() * text.length > mostSteps) return true
    return expression.matcher(text).find()
  } catch (error) {
    if (error instanceof RE2JSException) return true
    throw error
  }
}
