import { RE2JS, RE2JSException } from 're2js'
import type { AnswerElement, FieldValues } from './answer.js'
import { type FormQuestion, listQuestions, type QuestionForm, type TextAnswer } from './form.js'
import { otherFieldName } from './form-field.js'

/** A file that a worker uploaded for a question. */
export interface UploadedFile {
  readonly questionIdentifier: string
  readonly key: string
  readonly bytes: number
}

/** A worker's answers and all their validation errors. */
interface ValidatedAnswers {
  readonly answers: readonly AnswerElement[]
  readonly errors: readonly string[]
}

/** Validates input against the form, as MTurk's own page does before submitting. */
export function validateAnswers(
  form: QuestionForm,
  fields: FieldValues,
  files: readonly UploadedFile[] = [],
): ValidatedAnswers {
  const questions = listQuestions(form)
  const names = new Set(
    questions.flatMap(({ identifier }) => [identifier, otherFieldName(identifier)]),
  )
  const unknown = Object.keys(fields).filter((name) => !names.has(name))
  const results = questions.map((question) => validateAnswer(question, fields, files))
  return {
    answers: results.flatMap(({ answer }) => answer ?? []),
    errors: [
      ...unknown.map((name) => `The form has no question ${name}.`),
      ...results.flatMap(({ errors }) => errors),
    ],
  }
}

interface ValidatedAnswer {
  readonly answer?: AnswerElement
  readonly errors: readonly string[]
}

function validateAnswer(
  question: FormQuestion,
  fields: FieldValues,
  files: readonly UploadedFile[],
): ValidatedAnswer {
  const { identifier: QuestionIdentifier, answer } = question
  const values = [fields[QuestionIdentifier] ?? []].flat().filter((value) => value !== '')
  const withLabel = (message: string) => `${question.displayName ?? QuestionIdentifier}: ${message}`
  const missing = question.isRequired ? [withLabel('an answer is required.')] : []

  switch (answer.kind) {
    case 'text': {
      const [FreeText] = values
      if (FreeText === undefined) return { errors: missing }
      const errors = validateText(answer, FreeText).map(withLabel)
      return { answer: { QuestionIdentifier, FreeText }, errors }
    }
    case 'selection': {
      const [other] = [fields[otherFieldName(QuestionIdentifier)] ?? []].flat().filter(Boolean)
      const count = values.length + (other === undefined ? 0 : 1)
      if (count === 0) return { errors: missing }
      const unknown = values.filter(
        (value) => !answer.selections.some(({ identifier }) => identifier === value),
      )
      const errors = unknown.map((value) => `there is no choice ${value}.`)
      if (count < answer.min || count > answer.max)
        errors.push(`choose ${formatRange(answer.min, answer.max)}.`)
      if (other !== undefined && !answer.other) errors.push('there is no choice of one’s own.')
      if (other !== undefined && answer.other) errors.push(...validateText(answer.other, other))
      return {
        answer: {
          QuestionIdentifier,
          ...(values.length > 0 && { SelectionIdentifier: values }),
          ...(other !== undefined && { OtherSelectionText: other }),
        },
        errors: errors.map(withLabel),
      }
    }
    case 'file': {
      const file = files.find((each) => each.questionIdentifier === QuestionIdentifier)
      if (!file) return { errors: missing }
      const isSizeAllowed = file.bytes >= answer.minBytes && file.bytes <= answer.maxBytes
      return {
        answer: {
          QuestionIdentifier,
          UploadedFileSizeInBytes: String(file.bytes),
          UploadedFileKey: file.key,
        },
        errors: isSizeAllowed
          ? []
          : [withLabel(`the file must have from ${answer.minBytes} to ${answer.maxBytes} bytes.`)],
      }
    }
  }
}

const formatRange = (min: number, max: number): string =>
  min === max ? `${min}` : `${min} to ${max}`

/** The validation errors of a text. */
export function validateText(
  { numeric, minLength, maxLength, patterns }: Omit<TextAnswer, 'initial' | 'lines'>,
  text: string,
): readonly string[] {
  const errors: string[] = []
  if (numeric) {
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = numeric
    if (!/^[+-]?\d+(\.\d+)?$/.test(text.trim())) errors.push('a number is asked for.')
    else if (Number(text) < min || Number(text) > max)
      errors.push(`a number from ${min} to ${max} is asked for.`)
  }
  if (text.length < (minLength ?? 0)) errors.push(`at least ${minLength} characters are needed.`)
  if (text.length > (maxLength ?? text.length))
    errors.push(`at most ${maxLength} characters are allowed.`)
  for (const { regex, flags, message } of patterns)
    if (!matchesPattern(text, regex, flags))
      errors.push(message ?? `the answer must look like ${regex}.`)
  return errors
}

/** Limits one match: instructions of the expression times characters. */
const maxRegexSteps = 20_000_000

/**
 * A requester's expression, in an engine that is linear in text and expression. Expressions that the
 * engine does not support (lookaround, backreferences) or that would still take too long are not
 * checked: MTurk leaves the check to the browser.
 */
function matchesPattern(text: string, regex: string, flags: string): boolean {
  const insensitive = flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0
  const multiline = flags.includes('m') ? RE2JS.MULTILINE : 0
  try {
    const expression = RE2JS.compile(regex, insensitive | multiline)
    if (expression.programSize() * text.length > maxRegexSteps) return true
    return expression.matcher(text).find()
  } catch (error) {
    if (error instanceof RE2JSException) return true
    throw error
  }
}
