import { memoize } from '../../core/memoize.js'
import type { FieldValues } from './answer.js'
import { encodeCrowdForm } from './crowd-html-form.js'
import { type FormQuestion, isQuestionForm, listQuestions, parseQuestionForm } from './form.js'
import type { FormField } from './form-field.js'
import { extractFields } from './html-fields.js'
import { extractHtml } from './html-question.js'

/**
 * All fields of a question. Of an external page only the URL is known, so it has none.
 */
export const extractQuestionFields = (question: string | undefined): readonly FormField[] =>
  question === undefined ? [] : extractFieldsOnce(question)

const extractFieldsOnce = memoize((question): readonly FormField[] => {
  if (isQuestionForm(question)) return listQuestions(parseQuestionForm(question)).map(toFormField)
  const page = extractHtml(question)
  return page === undefined ? [] : extractFields(page)
})

/** What is posted when these fields of a question are filled in. */
export function encodeSubmission(question: string | undefined, fields: FieldValues): FieldValues {
  const page =
    question === undefined || isQuestionForm(question) ? undefined : extractHtml(question)
  return page === undefined ? fields : encodeCrowdForm(page, fields)
}

function toFormField({ identifier: name, isRequired: required, answer }: FormQuestion): FormField {
  if (answer.kind !== 'selection') return { name, required, ...answer }
  const options = answer.selections.map(({ identifier }) => identifier)
  return { name, required, kind: 'choice', options, min: answer.min, max: answer.max }
}
