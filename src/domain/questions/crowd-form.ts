import { Parser } from 'htmlparser2'
import type { Fields } from './answer.js'

/** How an element of a page answers, and the value it stands for. */
interface Asker {
  readonly name: string
  readonly kind: 'words' | 'box' | 'label' | 'labels'
  readonly value: string
}

type Values = Readonly<Record<string, string | boolean | readonly string[]>>

/**
 * What a page posts of what was filled in. A `crowd-form` posts one field of JSON, or with
 * `answer-format="flatten-objects"` a field for each value; any other page posts what it has.
 */
export function postedBy(html: string, fields: Fields): Fields {
  const { format, askers } = crowdFormIn(html)
  if (format === undefined) return fields
  const answers: Record<string, string | Values> = {}
  for (const [name, values] of Object.entries(fields))
    if (!askers.some((asker) => asker.name === name)) answers[name] = [values].flat().join('|')
  for (const { name, kind, value } of askers) {
    const given = [fields[name] ?? []].flat()
    if (kind === 'words') answers[name] = given.join('|')
    else if (kind === 'box')
      answers[name] = { ...(answers[name] as Values), [value]: given.includes(value) }
    else if (kind === 'labels') answers[name] = { labels: given }
    else if (given[0] !== undefined) answers[name] = { label: given[0] }
  }
  const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1))
  if (format !== 'flatten-objects')
    return { taskAnswers: JSON.stringify([Object.fromEntries(sorted)]) }
  return Object.fromEntries(sorted.flatMap(([name, answer]) => flattened(name, answer)))
}

const flattened = (
  name: string,
  answer: string | Values,
): readonly (readonly [string, string])[] =>
  typeof answer === 'string'
    ? [[name, answer]]
    : Object.entries(answer).map(([key, value]) => [
        `${name}.${key}`,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ])

function crowdFormIn(html: string): {
  readonly format?: string
  readonly askers: readonly Asker[]
} {
  let format: string | undefined
  const askers: Asker[] = []
  const parser = new Parser({
    onopentag(tag, { name = '', value = 'on', type = 'text', ...attributes }) {
      if (tag === 'crowd-form') format = attributes['answer-format'] ?? ''
      const isBox = tag === 'input' && ['checkbox', 'radio'].includes(type.toLowerCase())
      const kind = isBox ? 'box' : kinds[tag]
      if (kind && name) askers.push({ name, kind, value })
    },
  })
  parser.end(html)
  return { format, askers }
}

const kinds: Readonly<Record<string, Asker['kind']>> = {
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
