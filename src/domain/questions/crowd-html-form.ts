import { Parser } from 'htmlparser2'
import type { FieldValues } from './answer.js'

/** An input element of a page and the value it submits. */
interface CrowdElement {
  readonly name: string
  readonly kind: 'words' | 'box' | 'label' | 'labels'
  readonly value: string
}

type ValueObject = Readonly<Record<string, string | boolean | readonly string[]>>

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
    if (kind === 'words') answers[name] = selected.join('|')
    else if (kind === 'box')
      answers[name] = { ...(answers[name] as ValueObject), [value]: selected.includes(value) }
    else if (kind === 'labels') answers[name] = { labels: selected }
    else if (selected[0] !== undefined) answers[name] = { label: selected[0] }
  }
  const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1))
  if (format !== 'flatten-objects')
    return { taskAnswers: JSON.stringify([Object.fromEntries(sorted)]) }
  return Object.fromEntries(sorted.flatMap(([name, answer]) => flattenAnswer(name, answer)))
}

const flattenAnswer = (
  name: string,
  answer: string | ValueObject,
): readonly (readonly [string, string])[] =>
  typeof answer === 'string'
    ? [[name, answer]]
    : Object.entries(answer).map(([key, value]) => [
        `${name}.${key}`,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ])

function parseCrowdForm(html: string): {
  readonly format?: string
  readonly elements: readonly CrowdElement[]
} {
  let format: string | undefined
  const elements: CrowdElement[] = []
  const parser = new Parser({
    onopentag(tag, { name = '', value = 'on', type = 'text', ...attributes }) {
      if (tag === 'crowd-form') format = attributes['answer-format'] ?? ''
      const isCheckable = tag === 'input' && ['checkbox', 'radio'].includes(type.toLowerCase())
      const kind = isCheckable ? 'box' : elementKinds[tag]
      if (kind && name) elements.push({ name, kind, value })
    },
  })
  parser.end(html)
  return { format, elements }
}

const elementKinds: Readonly<Record<string, CrowdElement['kind']>> = {
  'crowd-input': 'words',
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
