import { type Answer, Field } from './field.js'

/** What a page filled in, by name, in the order of the names as Amazon's samples have it. */
export type Answers = Readonly<Record<string, Answer>>

/** Everything that has a name: elements of ours, and controls of the browser's own beside them. */
export function answersIn(form: Element): Answers {
  const answers: Record<string, Answer> = {}
  for (const asked of askedIn(form)) {
    const answer = asked instanceof Field ? asked.answer : answerOf(asked)
    if (answer === undefined) continue
    const before = answers[asked.name]
    answers[asked.name] =
      typeof before === 'object' && typeof answer === 'object' ? { ...before, ...answer } : answer
  }
  return Object.fromEntries(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)))
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

export const askedIn = (form: Element): readonly (Field | Control)[] =>
  [...form.querySelectorAll<HTMLElement>('*')].filter(
    (each): each is Field | Control => each instanceof Field || isOwn(each),
  )

/** A control that the page wrote itself: those in elements of ours answer through them. */
const isOwn = (element: HTMLElement): element is Control =>
  element.matches('input[name], textarea[name], select[name]') &&
  !(element as Control).disabled &&
  element.parentElement?.closest(ours) === null

const ours =
  'crowd-input, crowd-text-area, crowd-slider, crowd-checkbox, crowd-toggle-button, crowd-radio-button, crowd-classifier, crowd-classifier-multi-select, crowd-image-classifier, crowd-image-classifier-multi-select'

function answerOf(control: Control): Answer | undefined {
  if (control.type === 'checkbox' || control.type === 'radio')
    return { [control.value]: (control as HTMLInputElement).checked }
  if (['submit', 'button', 'reset', 'file', 'image'].includes(control.type)) return undefined
  return control.value
}

/** With `answer-format="flatten-objects"` each value is a field: `category.label`. */
export const flattened = (answers: Answers): readonly (readonly [string, string])[] =>
  Object.entries(answers).flatMap(([name, answer]) =>
    typeof answer === 'string'
      ? [[name, answer] as const]
      : Object.entries(answer).map(
          ([key, value]) =>
            [`${name}.${key}`, Array.isArray(value) ? JSON.stringify(value) : `${value}`] as const,
        ),
  )
