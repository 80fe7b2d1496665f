import type { Fields } from './answer.js'
import type { Asked } from './asked.js'
import { postedBy } from './crowd-form.js'
import { formOf, isForm, type Question, questionsOf } from './form.js'
import { htmlOf } from './html.js'
import { fieldsOfPage } from './page-fields.js'

/**
 * Everything that a question asks for. A page elsewhere, of which only the address is known, asks
 * for nothing that can be told.
 */
export function readQuestion(question: string | undefined): readonly Asked[] {
  if (question === undefined) return []
  if (isForm(question)) return questionsOf(formOf(question)).map(askedBy)
  const page = htmlOf(question)
  return page === undefined ? [] : fieldsOfPage(page)
}

/** What goes out when these fields of a question are filled in. */
export function postedFor(question: string | undefined, fields: Fields): Fields {
  const page = question === undefined || isForm(question) ? undefined : htmlOf(question)
  return page === undefined ? fields : postedBy(page, fields)
}

function askedBy({ identifier: name, isRequired: required, answer }: Question): Asked {
  if (answer.kind !== 'selection') return { name, required, ...answer }
  const options = answer.selections.map(({ identifier }) => identifier)
  return { name, required, kind: 'choice', options, min: answer.min, max: answer.max }
}
