import { Parser } from 'htmlparser2'
import type { Asked, AskedText } from './asked.js'

type Attributes = Readonly<Record<string, string>>

/** The fields of a page's forms: what a browser would post, and the commonest of crowd-html-elements. */
export function fieldsOfPage(html: string): readonly Asked[] {
  const fields = new Map<string, Asked>()
  /** The select that is open, and the option in it whose text is its value. */
  let list: { readonly attributes: Attributes; readonly options: string[] } | undefined
  let option: string | undefined

  const parser = new Parser({
    onopentag(tag, attributes) {
      if (tag === 'select') list = { attributes, options: [] }
      else if (tag === 'option') {
        if (attributes.value === undefined) option = ''
        else list?.options.push(attributes.value)
      } else add(fieldOf(tag, attributes))
    },
    ontext(text) {
      if (option !== undefined) option += text
    },
    onclosetag(tag) {
      if (tag === 'option' && option !== undefined) list?.options.push(option.trim())
      if (tag === 'option' || tag === 'select') option = undefined
      if (tag !== 'select' || !list) return
      add(choice(list.attributes, list.options.filter(Boolean), 'multiple' in list.attributes))
      list = undefined
    },
  })
  parser.end(html)
  return [...fields.values()]

  /** Buttons and boxes of one name are one question. */
  function add(field: Asked | undefined): void {
    if (!field?.name) return
    const before = fields.get(field.name)
    const merged = before?.kind === 'choice' && field.kind === 'choice'
    fields.set(field.name, merged ? joined(before, field) : field)
  }
}

type Choice = Extract<Asked, { kind: 'choice' }>

const joined = (a: Choice, b: Choice): Choice => {
  const options = [...a.options, ...b.options]
  const max = a.max > 1 || b.max > 1 || a.min === 0 ? options.length : 1
  return { ...a, required: a.required || b.required, options, max }
}

function fieldOf(tag: string, attributes: Attributes): Asked | undefined {
  if ('disabled' in attributes) return undefined
  const { type = 'text', value = 'on' } = attributes
  switch (tag) {
    case 'input':
      return inputOf(type.toLowerCase(), attributes)
    case 'textarea':
    case 'crowd-text-area':
      return { ...text(attributes), lines: 5 }
    case 'crowd-input':
      return type === 'number' ? number(attributes) : text(attributes)
    case 'crowd-slider':
      return number({ min: '0', max: '100', ...attributes })
    case 'crowd-checkbox':
    case 'crowd-toggle-button':
      return choice(attributes, [value], true)
    case 'crowd-radio-button':
      return choice(attributes, [value], false)
    case 'crowd-classifier':
    case 'crowd-image-classifier':
      return choice({ required: '', ...attributes }, textsIn(attributes.categories), false)
    case 'crowd-classifier-multi-select':
    case 'crowd-image-classifier-multi-select':
      return choice(attributes, textsIn(attributes.categories), true)
  }
  return undefined
}

function inputOf(type: string, attributes: Attributes): Asked | undefined {
  const { name = '', value = '' } = attributes
  const format = formats[type]
  if (format) return { ...text(attributes), patterns: [{ regex: `^${format}$`, flags: '' }] }
  switch (type) {
    case 'radio':
      return choice(attributes, [attributes.value ?? 'on'], false)
    case 'checkbox':
      return choice(attributes, [attributes.value ?? 'on'], true)
    case 'number':
      return number(attributes)
    case 'range':
      return number({ min: '0', max: '100', ...attributes })
    case 'hidden':
      return { name, required: true, kind: 'fixed', value }
    // A file is the page's own business, and nobody chooses a button.
    case 'file':
    case 'submit':
    case 'button':
    case 'image':
    case 'reset':
      return undefined
  }
  return text(attributes)
}

/** Texts that a browser takes for an input of a type. */
const formats: Readonly<Record<string, string>> = {
  email: '[a-z]{3,9}@example\\.(com|org)',
  url: 'https://example\\.com/[a-z]{3,9}',
  tel: '\\+1-555-01[0-9]{2}',
  date: '20[0-2][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])',
  month: '20[0-2][0-9]-(0[1-9]|1[0-2])',
  week: '20[0-2][0-9]-W(0[1-9]|[1-4][0-9])',
  time: '([01][0-9]|2[0-3]):[0-5][0-9]',
  'datetime-local':
    '20[0-2][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]',
  color: '#[0-9a-f]{6}',
}

const choice = (attributes: Attributes, options: readonly string[], several: boolean): Choice => ({
  name: attributes.name ?? '',
  required: 'required' in attributes,
  kind: 'choice',
  options,
  min: several && !('required' in attributes) ? 0 : 1,
  max: several ? options.length : 1,
})

const text = (attributes: Attributes): Asked & AskedText => ({
  name: attributes.name ?? '',
  required: 'required' in attributes,
  kind: 'text',
  minLength: numberIn(attributes.minlength),
  maxLength: numberIn(attributes.maxlength ?? attributes['max-length']),
  patterns: [attributes.pattern ?? attributes['allowed-pattern'] ?? []]
    .flat()
    .map((regex) => ({ regex: `^(?:${regex})$`, flags: '' })),
  lines: 1,
})

const number = (attributes: Attributes): Asked & AskedText => ({
  ...text(attributes),
  numeric: { min: numberIn(attributes.min), max: numberIn(attributes.max) },
  step: numberIn(attributes.step),
})

const numberIn = (given: string | undefined): number | undefined =>
  given === undefined || given.trim() === '' || Number.isNaN(Number(given))
    ? undefined
    : Number(given)

/** A list in JSON, or with single quotes as many pages have it. */
function textsIn(list = '[]'): readonly string[] {
  for (const json of [list, list.replaceAll("'", '"')])
    try {
      const given: unknown = JSON.parse(json)
      if (Array.isArray(given)) return given.map(String)
    } catch {
      // The other way of writing may be meant.
    }
  return []
}
