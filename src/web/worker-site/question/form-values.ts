import type { FormQuestion } from '../../../server/control/contract.js'

/** What a worker filled in, by the names of the questions. */
export interface FormValues {
  readonly fields: Readonly<Record<string, readonly string[]>>
  readonly files: readonly { readonly question: string; readonly file: File }[]
}

/** The field of a selection's own words, as the worker's door takes it. */
export const freeTextFieldName = (identifier: string): string => `${identifier}.other`

/** The value of the button that chooses one's own words. */
export const freeTextOptionValue = ''

export function readFormValues(questions: readonly FormQuestion[], data: FormData): FormValues {
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
    // Where one is chosen of several, words that were typed and not chosen are left out.
    const isChosen = answer.kind === 'selection' && (answer.max > 1 || texts.length === 0)
    if (typeof freeText === 'string' && freeText !== '' && isChosen)
      fields[freeTextFieldName(identifier)] = [freeText]
  }
  return { fields, files }
}
