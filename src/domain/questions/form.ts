import { all, type Element, one, textOf, treeOf } from './tree.js'

/** A QuestionForm as plain values, for whoever shows it and whoever checks what was answered. */
export interface QuestionForm {
  readonly parts: readonly Part[]
}

export type Part =
  | { readonly kind: 'overview'; readonly content: readonly Content[] }
  | ({ readonly kind: 'question' } & Question)

export interface Question {
  readonly identifier: string
  readonly displayName?: string
  readonly isRequired: boolean
  readonly content: readonly Content[]
  readonly answer: AnswerSpecification
}

export type Content =
  | { readonly kind: 'title' | 'text' | 'html'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'media'
      readonly type: string
      readonly url: string
      readonly alternative: string
    }
  | { readonly kind: 'unsupported'; readonly what: string }

export type AnswerSpecification =
  | ({ readonly kind: 'text' } & TextAnswer)
  | {
      readonly kind: 'selection'
      readonly min: number
      readonly max: number
      readonly style: string
      readonly selections: readonly {
        readonly identifier: string
        readonly content: readonly Content[]
      }[]
      /** Something else, in the worker's own words. */
      readonly other?: TextAnswer
    }
  | { readonly kind: 'file'; readonly minBytes: number; readonly maxBytes: number }

export interface TextAnswer {
  readonly numeric?: { readonly min?: number; readonly max?: number }
  readonly minLength?: number
  readonly maxLength?: number
  readonly patterns: readonly {
    readonly regex: string
    readonly flags: string
    readonly says?: string
  }[]
  readonly initial?: string
  readonly lines: number
}

/** Reads a form that was held against its schema before. */
export const formOf = (xml: string): QuestionForm => ({
  parts: treeOf(xml).children.map((part) =>
    part.name === 'Overview'
      ? { kind: 'overview', content: contentOf(part) }
      : { kind: 'question', ...questionOf(part) },
  ),
})

export const questionsOf = ({ parts }: QuestionForm): readonly Question[] =>
  parts.filter((part) => part.kind === 'question')

/** Whether a HIT asks by a form that the service itself shows. */
export const isForm = (question: string | undefined): question is string =>
  /<(\w+:)?QuestionForm[\s>]/.test(question ?? '')

const questionOf = (question: Element): Question => ({
  identifier: textOf(question, 'QuestionIdentifier') ?? '',
  displayName: textOf(question, 'DisplayName'),
  isRequired: ['true', '1'].includes(textOf(question, 'IsRequired')?.trim() ?? ''),
  content: contentOf(one(question, 'QuestionContent')),
  answer: specificationOf(one(question, 'AnswerSpecification')!.children[0]!),
})

const contentOf = (element: Element | undefined): readonly Content[] =>
  (element?.children ?? []).flatMap((child): readonly Content[] => {
    switch (child.name) {
      case 'Title':
        return [{ kind: 'title', text: child.text }]
      case 'Text':
        return [{ kind: 'text', text: child.text }]
      case 'FormattedContent':
        return [{ kind: 'html', text: child.text }]
      case 'List':
        return [{ kind: 'list', items: all(child, 'ListItem').map(({ text }) => text) }]
      case 'Binary':
      case 'EmbeddedBinary':
        return [mediaOf(child)]
      case 'Application':
        return [{ kind: 'unsupported', what: child.children[0]?.name ?? child.name }]
      default:
        return []
    }
  })

function mediaOf(binary: Element): Content {
  const mime = one(binary, 'MimeType') ?? one(binary, 'EmbeddedMimeType')
  return {
    kind: 'media',
    type: textOf(mime, 'Type') ?? 'image',
    url: textOf(binary, 'DataURL') ?? '',
    alternative: textOf(binary, 'AltText') ?? '',
  }
}

function specificationOf(given: Element): AnswerSpecification {
  const number = (name: string, byDefault: number) => Number(textOf(given, name) ?? byDefault)
  if (given.name === 'FreeTextAnswer') return { kind: 'text', ...textAnswerOf(given) }
  if (given.name === 'FileUploadAnswer')
    return {
      kind: 'file',
      minBytes: number('MinFileSizeInBytes', 0),
      maxBytes: number('MaxFileSizeInBytes', 2_000_000_000),
    }
  const list = one(given, 'Selections')
  const other = list && one(list, 'OtherSelection')
  return {
    kind: 'selection',
    // Both are one unless they are given.
    min: number('MinSelectionCount', 1),
    max: number('MaxSelectionCount', 1),
    style: textOf(given, 'StyleSuggestion') ?? 'radiobutton',
    selections: all(list!, 'Selection').map((selection) => ({
      identifier: textOf(selection, 'SelectionIdentifier') ?? '',
      content: contentOf(selection),
    })),
    other: other && textAnswerOf(other),
  }
}

function textAnswerOf(given: Element): TextAnswer {
  const constraints = one(given, 'Constraints')
  const numeric = constraints && one(constraints, 'IsNumeric')?.attributes
  const length = constraints && one(constraints, 'Length')?.attributes
  return {
    numeric: numeric && { min: numberIn(numeric.minValue), max: numberIn(numeric.maxValue) },
    minLength: numberIn(length?.minLength),
    maxLength: numberIn(length?.maxLength),
    patterns: (constraints ? all(constraints, 'AnswerFormatRegex') : []).map(({ attributes }) => ({
      regex: attributes.regex ?? '',
      flags: attributes.flags ?? '',
      says: attributes.errorText,
    })),
    initial: textOf(given, 'DefaultText'),
    lines: Number(textOf(given, 'NumberOfLinesSuggestion') ?? 1),
  }
}

const numberIn = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text)
