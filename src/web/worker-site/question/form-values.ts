import type { FormQuestionView } from '../../../server/control/views.js'

/** The values of a form by the identifiers of its questions. */
export interface FormValues {
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly files: readonly { readonly question: string; readonly file: File }[]
}

/** The name of the free-text field of a selection, as the worker API expects it. */
export const freeTextFieldName = (identifier: string): string => `${identifier}.other`

/** The value of the radio button for free text. */
export const freeTextOptionValue = ''

export function readFormValues(questions: readonly FormQuestionView[], data: FormData): FormValues {
  const fields: Record<string, readonly string[]> = {}
  const files: FormValues['files'][number][] = []
  for (const { identifier, answer } of questions) {
    const values = data.getAll(identifier)
    for (const value of values)
      if (value instanceof File && value.name !== '')
        files.push({ question: identifier, file: value })
    const texts = values.filter((value) => typeof value === 'string' && value !== '') as string[]
    if (texts.length > 0) fields[identifier] = texts
    const freeText = data.get(freeTextFieldName(identifier))
    // A single choice ignores free text that was typed but not chosen.
    const isChosen = answer.kind === 'selection' && (answer.max > 1 || texts.length === 0)
    if (typeof freeText === 'string' && freeText !== '' && isChosen)
      fields[freeTextFieldName(identifier)] = [freeText]
  }
  return { fields, files }
}
