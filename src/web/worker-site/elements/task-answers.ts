import {
  type AnswerObject,
  type FieldAnswer,
  FormElement,
  type NativeControl,
} from './form-element.js'

/** The answers of a page, sorted by name as in Amazon's samples. */
type TaskAnswers = AnswerObject

/** Reads the answers of crowd elements and of native controls with a name. */
export function readTaskAnswers(form: Element): TaskAnswers {
  const answers: Record<string, FieldAnswer> = {}
  for (const field of findFormFields(form)) {
    const answer = field instanceof FormElement ? field.answer : readControl(field)
    if (answer === undefined) continue
    const previous = answers[field.name]
    answers[field.name] =
      typeof previous === 'object' && typeof answer === 'object'
        ? { ...previous, ...answer }
        : answer
  }
  return Object.fromEntries(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)))
}

type FormField = FormElement | NativeControl

export function findFormFields(form: Element): readonly FormField[] {
  const root = form.getRootNode()
  // An element may have a form of its own in its shadow root.
  const host = root instanceof ShadowRoot ? [root.host] : []
  return [...host, ...form.querySelectorAll('*')].filter(
    (each): each is FormField =>
      each instanceof FormElement || (each instanceof HTMLElement && isNativeControl(each)),
  )
}

/** A native control of the page; those inside crowd elements are read through their element. */
const isNativeControl = (element: HTMLElement): element is NativeControl =>
  element.matches('input[name], textarea[name], select[name]') &&
  !(element as NativeControl).disabled &&
  element.parentElement?.closest(fieldElements) === null

const fieldElements =
  'crowd-input, crowd-text-area, crowd-slider, crowd-checkbox, crowd-toggle-button, crowd-radio-button'

function readControl(control: NativeControl): FieldAnswer | undefined {
  if (control.type === 'checkbox' || control.type === 'radio')
    return { [control.value]: (control as HTMLInputElement).checked }
  if (['submit', 'button', 'reset', 'image'].includes(control.type)) return undefined
  // An answer in JSON has no files: as in other such forms, their names are sent.
  if (control.type === 'file')
    return [...((control as HTMLInputElement).files ?? [])].map(({ name }) => name).join('|')
  return control.value
}

/** With `answer-format="flatten-objects"` each value is a field: `category.label`. Lists stay JSON. */
export const flattenAnswers = (answers: TaskAnswers): readonly (readonly [string, string])[] =>
  Object.entries(answers).flatMap(([name, answer]): readonly (readonly [string, string])[] => {
    if (Array.isArray(answer)) return [[name, JSON.stringify(answer)]]
    if (typeof answer !== 'object') return [[name, String(answer)]]
    return flattenAnswers(
      Object.fromEntries(Object.entries(answer).map(([key, value]) => [`${name}.${key}`, value])),
    )
  })
