/** The texts of a form by the names of its fields; files cannot be kept. */
type Draft = Readonly<Record<string, readonly string[]>>

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const storageKey = (key: string): string => `mturk-local draft ${key}`

/** Keeps what is filled in, for this tab, until it is submitted. */
export function saveDraft(key: string, form: HTMLFormElement): void {
  const draft: Record<string, string[]> = {}
  for (const field of listFields(form)) draft[field.name] = []
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') draft[name]?.push(value)
  storeDraft(key, JSON.stringify(draft))
}

export function storeDraft(key: string, draft: string): void {
  try {
    sessionStorage.setItem(storageKey(key), draft)
  } catch {
    // The storage of the tab is full: an older draft is better than none.
  }
}

export const loadDraft = (key: string): string | null => sessionStorage.getItem(storageKey(key))

export const removeDraft = (key: string): void => sessionStorage.removeItem(storageKey(key))

/** Fills in again what was filled in before a reload. */
export function restoreDraft(key: string, form: HTMLFormElement): void {
  const stored = loadDraft(key)
  if (stored === null) return
  const draft = JSON.parse(stored) as Draft
  for (const field of listFields(form)) {
    const values = draft[field.name]
    if (values) fillIn(field, values)
  }
}

const listFields = (form: HTMLFormElement): readonly Field[] =>
  ([...form.elements] as Field[]).filter(({ name, type }) => name && type !== 'file')

function fillIn(field: Field, values: readonly string[]): void {
  if (field instanceof HTMLSelectElement)
    for (const option of field.options) option.selected = values.includes(option.value)
  else if (field.type === 'checkbox' || field.type === 'radio')
    (field as HTMLInputElement).checked = values.includes(field.value)
  else field.value = values[0] ?? ''
}
