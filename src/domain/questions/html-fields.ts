import { Parser } from 'htmlparser2'
import {
  type CountLimits,
  type FormField,
  isMarkingWidget,
  type TextFormField,
} from './form-field.js'

type Attributes = Readonly<Record<string, string>>

/** The fields of a page's forms: those a browser would post, and the most common crowd-html-elements. */
export function extractFields(html: string): readonly FormField[] {
  const fields = new Map<string, FormField>()
  /** The current select, and its option whose text is the value. */
  let openSelect: { readonly attributes: Attributes; readonly options: string[] } | undefined
  let openOption: string | undefined

  const parser = new Parser({
    onopentag(tag, attributes) {
      if (tag === 'select') openSelect = { attributes, options: [] }
      else if (tag === 'option') {
        if (attributes.value === undefined) openOption = ''
        else openSelect?.options.push(attributes.value)
      } else add(parseField(tag, attributes))
    },
    ontext(text) {
      if (openOption !== undefined) openOption += text
    },
    onclosetag(tag) {
      if (tag === 'option' && openOption !== undefined) openSelect?.options.push(openOption.trim())
      if (tag === 'option' || tag === 'select') openOption = undefined
      if (tag !== 'select' || !openSelect) return
      add(
        choiceField(
          openSelect.attributes,
          openSelect.options.filter(Boolean),
          'multiple' in openSelect.attributes,
        ),
      )
      openSelect = undefined
    },
  })
  parser.end(html)
  return [...fields.values()]

  /** Radio buttons and checkboxes of one name are one field. */
  function add(field: FormField | undefined): void {
    if (!field?.name) return
    const existing = fields.get(field.name)
    const isSameChoice = existing?.kind === 'choice' && field.kind === 'choice'
    fields.set(field.name, isSameChoice ? mergeChoices(existing, field) : field)
  }
}

type ChoiceField = Extract<FormField, { kind: 'choice' }>

const mergeChoices = (a: ChoiceField, b: ChoiceField): ChoiceField => {
  const options = [...a.options, ...b.options]
  const max = a.max > 1 || b.max > 1 || a.min === 0 ? options.length : 1
  return { ...a, required: a.required || b.required, options, max }
}

function parseField(tag: string, attributes: Attributes): FormField | undefined {
  if ('disabled' in attributes) return undefined
  const { type = 'text', value = 'on', name = '', labels, text = '' } = attributes
  const annotation = { name, required: true, kind: 'annotation' } as const
  if (isMarkingWidget(tag)) return { ...annotation, widget: tag, labels: parseLabels(labels), text }
  switch (tag) {
    case 'input':
      return parseInput(type.toLowerCase(), attributes)
    case 'crowd-text-ranking':
      return {
        ...annotation,
        widget: tag,
        responseCount: parseSimpleList(attributes.responses).length,
        dimensions: parseDimensions(attributes['ordinal-ranking-dimensions']),
      }
    case 'crowd-question-answer-generation':
      return {
        ...annotation,
        widget: tag,
        text,
        tags: parseStringList(attributes['question-tags']),
        questions: parseLimits(attributes, 'min-questions', 'max-questions'),
        questionWords: parseLimits(attributes, 'question-min-words', 'question-max-words'),
        answerWords: parseLimits(attributes, 'answer-min-words', 'answer-max-words'),
      }
    case 'textarea':
    case 'crowd-text-area':
      return { ...textField(attributes), lines: 5 }
    case 'crowd-input':
      return type === 'number' ? numberField(attributes) : textField(attributes)
    case 'crowd-slider':
      return numberField({ min: '0', max: '100', ...attributes })
    case 'crowd-checkbox':
    case 'crowd-toggle-button':
      return choiceField(attributes, [value], true)
    case 'crowd-radio-button':
      return choiceField(attributes, [value], false)
    case 'crowd-classifier':
    case 'crowd-image-classifier':
      return choiceField(
        { required: '', ...attributes },
        parseStringList(attributes.categories),
        false,
      )
    case 'crowd-classifier-multi-select':
    case 'crowd-image-classifier-multi-select':
      return multiSelectField(attributes)
  }
  return undefined
}

function parseInput(type: string, attributes: Attributes): FormField | undefined {
  const { name = '', value = '' } = attributes
  const pattern = inputPatterns[type]
  if (pattern) return { ...textField(attributes), patterns: [{ regex: `^${pattern}$`, flags: '' }] }
  switch (type) {
    case 'radio':
      return choiceField(attributes, [attributes.value ?? 'on'], false)
    case 'checkbox':
      return choiceField(attributes, [attributes.value ?? 'on'], true)
    case 'number':
      return numberField(attributes)
    case 'range':
      return numberField({ min: '0', max: '100', ...attributes })
    case 'hidden':
      return { name, required: true, kind: 'fixed', value }
    // Files are not simulated, and buttons are not values.
    case 'file':
    case 'submit':
    case 'button':
    case 'image':
    case 'reset':
      return undefined
  }
  return textField(attributes)
}

/** Values that a browser accepts for an input of a type. */
const inputPatterns: Readonly<Record<string, string>> = {
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

const choiceField = (
  attributes: Attributes,
  options: readonly string[],
  multiple: boolean,
): ChoiceField => ({
  name: attributes.name ?? '',
  required: 'required' in attributes,
  kind: 'choice',
  options,
  min: multiple && !('required' in attributes) ? 0 : 1,
  max: multiple ? options.length : 1,
})

/** At least one category; one that excludes the others is chosen alone. */
function multiSelectField(attributes: Attributes): ChoiceField {
  const exclusion = parseSimpleJson(attributes['exclusion-category']) as
    | { text?: unknown }
    | undefined
  const exclusive = exclusion?.text === undefined ? undefined : String(exclusion.text)
  const categories = parseStringList(attributes.categories)
  const options = exclusive === undefined ? categories : [...categories, exclusive]
  return { ...choiceField({ required: '', ...attributes }, options, true), exclusive }
}

const textField = (attributes: Attributes): FormField & TextFormField => ({
  name: attributes.name ?? '',
  required: 'required' in attributes,
  kind: 'text',
  minLength: parseNumberAttribute(attributes.minlength),
  maxLength: parseNumberAttribute(attributes.maxlength ?? attributes['max-length']),
  patterns: [attributes.pattern ?? attributes['allowed-pattern'] ?? []]
    .flat()
    .map((regex) => ({ regex: `^(?:${regex})$`, flags: '' })),
  lines: 1,
})

const numberField = (attributes: Attributes): FormField & TextFormField => ({
  ...textField(attributes),
  numeric: { min: parseNumberAttribute(attributes.min), max: parseNumberAttribute(attributes.max) },
  step: parseNumberAttribute(attributes.step),
})

const parseNumberAttribute = (value: string | undefined): number | undefined =>
  value === undefined || value.trim() === '' || Number.isNaN(Number(value))
    ? undefined
    : Number(value)

const parseStringList = (list?: string): readonly string[] => parseSimpleList(list).map(String)

/** Labels are texts, or objects with a label. */
const parseLabels = (list?: string): readonly string[] =>
  parseSimpleList(list).map((each) =>
    String(typeof each === 'object' && each !== null && 'label' in each ? each.label : each),
  )

const parseDimensions = (list?: string) =>
  (parseSimpleList(list) as readonly { readonly name: unknown; readonly allowTie: unknown }[]).map(
    ({ name, allowTie }) => ({ name: String(name), allowTie: String(allowTie) === 'true' }),
  )

const parseLimits = (attributes: Attributes, min: string, max: string): CountLimits => ({
  min: parseNumberAttribute(attributes[min]) ?? 1,
  max: parseNumberAttribute(attributes[max]),
})

function parseSimpleList(list?: string): readonly unknown[] {
  const parsed = parseSimpleJson(list)
  return Array.isArray(parsed) ? parsed : []
}

/** Parses JSON, and what many pages write instead: single quotes, names without quotes. */
function parseSimpleJson(text = ''): unknown {
  const quoted = text.replaceAll("'", '"').replaceAll(/([{,]\s*)([A-Za-z_]\w*)\s*:/g, '$1"$2":')
  for (const json of [text, quoted.replaceAll(/,(?=\s*[\]}])/g, '')])
    try {
      return JSON.parse(json)
    } catch {
      // It may be written with single quotes.
    }
  return undefined
}
