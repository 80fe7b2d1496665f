import { Parser } from 'htmlparser2'
import type { FieldValues } from './answer.js'
import { isAnnotationWidget } from './form-field.js'

/** An input element of a page and the value it submits. */
interface CrowdElement {
  readonly name: string
  readonly kind: 'input' | 'words' | 'box' | 'label' | 'labels' | 'annotation'
  readonly value: string
}

interface ValueObject {
  readonly [name: string]: string | number | boolean | ValueObject | readonly unknown[]
}

/**
 * The fields that a page posts. A `crowd-form` posts one field of JSON, or with
 * `answer-format="flatten-objects"` one field for each value; any other page posts its own fields.
 */
export function encodeCrowdForm(html: string, fields: FieldValues): FieldValues {
  const { format, elements } = parseCrowdForm(html)
  if (format === undefined) return fields
  const answers: Record<string, string | ValueObject> = {}
  for (const [name, values] of Object.entries(fields))
    if (!elements.some((element) => element.name === name))
      answers[name] = [values].flat().join('|')
  for (const { name, kind, value } of elements) {
    const selected = [fields[name] ?? []].flat()
    // A crowd-input that was left empty is not in the answers.
    if (kind === 'input' && selected.join('|') === '') continue
    if (kind === 'input' || kind === 'words') answers[name] = selected.join('|')
    else if (kind === 'box')
      answers[name] = { ...(answers[name] as ValueObject), [value]: selected.includes(value) }
    else if (kind === 'annotation') answers[name] = parseAnnotation(selected.join('|'))
    else if (kind === 'labels') answers[name] = { labels: selected }
    else if (selected[0] !== undefined) answers[name] = { label: selected[0] }
  }
  const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1))
  if (format !== 'flatten-objects')
    return { taskAnswers: JSON.stringify([Object.fromEntries(sorted)]) }
  return Object.fromEntries(sorted.flatMap(([name, answer]) => flattenAnswer(name, answer)))
}

/** The answer of an element in JSON; any other text is the answer itself. */
function parseAnnotation(json: string): string | ValueObject {
  try {
    const parsed: unknown = JSON.parse(json)
    return typeof parsed === 'object' && parsed !== null ? (parsed as ValueObject) : json
  } catch {
    return json
  }
}

const flattenAnswer = (
  name: string,
  answer: ValueObject[string],
): readonly (readonly [string, string])[] => {
  if (Array.isArray(answer)) return [[name, JSON.stringify(answer)]]
  if (typeof answer !== 'object') return [[name, String(answer)]]
  return Object.entries(answer as ValueObject).flatMap(([key, value]) =>
    flattenAnswer(`${name}.${key}`, value),
  )
}

function parseCrowdForm(html: string): {
  readonly format?: string
  readonly elements: readonly CrowdElement[]
} {
  let format: string | undefined
  const elements: CrowdElement[] = []
  const parser = new Parser({
    onopentag(tag, { name = '', value = 'on', type = 'text', ...attributes }) {
      if (tag === 'crowd-form') format = attributes['answer-format'] ?? ''
      // Outside a crowd-form it has a form of its own.
      else if (tag === 'crowd-entity-annotation') format ??= ''
      const isCheckable = tag === 'input' && ['checkbox', 'radio'].includes(type.toLowerCase())
      const kind = isCheckable ? 'box' : isAnnotationWidget(tag) ? 'annotation' : elementKinds[tag]
      if (kind && name) elements.push({ name, kind, value })
    },
  })
  parser.end(html)
  return { format, elements }
}

const elementKinds: Readonly<Record<string, CrowdElement['kind']>> = {
  'crowd-input': 'input',
  'crowd-text-area': 'words',
  'crowd-slider': 'words',
  'crowd-checkbox': 'box',
  'crowd-toggle-button': 'box',
  'crowd-radio-button': 'box',
  'crowd-classifier': 'label',
  'crowd-image-classifier': 'label',
  'crowd-classifier-multi-select': 'labels',
  'crowd-image-classifier-multi-select': 'labels',
}
