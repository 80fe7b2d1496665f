import { childText, findChild, findChildren, parseXml, type XmlNode } from './xml.js'

/** A QuestionForm as plain values, for showing it and for validating answers. */
export interface QuestionForm {
  readonly parts: readonly FormPart[]
}

type FormPart =
  | { readonly kind: 'overview'; readonly content: readonly FormContent[] }
  | ({ readonly kind: 'question' } & FormQuestion)

export interface FormQuestion {
  readonly identifier: string
  readonly displayName?: string
  readonly isRequired: boolean
  readonly content: readonly FormContent[]
  readonly answer: AnswerSpecification
}

export type FormContent =
  | { readonly kind: 'title' | 'text' | 'html'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'media'
      readonly type: string
      readonly url: string
      readonly altText: string
    }
  | { readonly kind: 'unsupported'; readonly elementName: string }

export type AnswerSpecification =
  | ({ readonly kind: 'text' } & TextAnswer)
  | {
      readonly kind: 'selection'
      readonly min: number
      readonly max: number
      readonly style: string
      readonly selections: readonly {
        readonly identifier: string
        readonly content: readonly FormContent[]
      }[]
      /** Another answer, as free text. */
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
    readonly message?: string
  }[]
  readonly initial?: string
  readonly lines: number
}

/** Parses a form that has been validated against its schema. */
export const parseQuestionForm = (xml: string): QuestionForm => ({
  parts: parseXml(xml).children.map((part) =>
    part.name === 'Overview'
      ? { kind: 'overview', content: parseContent(part) }
      : { kind: 'question', ...parseQuestion(part) },
  ),
})

export const listQuestions = ({ parts }: QuestionForm): readonly FormQuestion[] =>
  parts.filter((part) => part.kind === 'question')

/** Whether a question is a form that the service itself shows. */
export const isQuestionForm = (question: string | undefined): question is string =>
  /<(\w+:)?QuestionForm[\s>]/.test(question ?? '')

const parseQuestion = (question: XmlNode): FormQuestion => ({
  identifier: childText(question, 'QuestionIdentifier') ?? '',
  displayName: childText(question, 'DisplayName'),
  isRequired: ['true', '1'].includes(childText(question, 'IsRequired')?.trim() ?? ''),
  content: parseContent(findChild(question, 'QuestionContent')),
  answer: parseAnswerSpecification(findChild(question, 'AnswerSpecification')!.children[0]!),
})

const parseContent = (element: XmlNode | undefined): readonly FormContent[] =>
  (element?.children ?? []).flatMap((child): readonly FormContent[] => {
    switch (child.name) {
      case 'Title':
        return [{ kind: 'title', text: child.text }]
      case 'Text':
        return [{ kind: 'text', text: child.text }]
      case 'FormattedContent':
        return [{ kind: 'html', text: child.text }]
      case 'List':
        return [{ kind: 'list', items: findChildren(child, 'ListItem').map(({ text }) => text) }]
      case 'Binary':
      case 'EmbeddedBinary':
        return [parseMedia(child)]
      case 'Application':
        return [{ kind: 'unsupported', elementName: child.children[0]?.name ?? child.name }]
      default:
        return []
    }
  })

function parseMedia(binary: XmlNode): FormContent {
  const mime = findChild(binary, 'MimeType') ?? findChild(binary, 'EmbeddedMimeType')
  return {
    kind: 'media',
    type: childText(mime, 'Type') ?? 'image',
    url: childText(binary, 'DataURL') ?? '',
    altText: childText(binary, 'AltText') ?? '',
  }
}

function parseAnswerSpecification(element: XmlNode): AnswerSpecification {
  const parseCount = (name: string, defaultValue: number) =>
    Number(childText(element, name) ?? defaultValue)
  if (element.name === 'FreeTextAnswer') return { kind: 'text', ...parseTextAnswer(element) }
  if (element.name === 'FileUploadAnswer')
    return {
      kind: 'file',
      minBytes: parseCount('MinFileSizeInBytes', 0),
      maxBytes: parseCount('MaxFileSizeInBytes', 2_000_000_000),
    }
  const list = findChild(element, 'Selections')
  const other = list && findChild(list, 'OtherSelection')
  return {
    kind: 'selection',
    // Both are 1 by default.
    min: parseCount('MinSelectionCount', 1),
    max: parseCount('MaxSelectionCount', 1),
    style: childText(element, 'StyleSuggestion') ?? 'radiobutton',
    selections: findChildren(list!, 'Selection').map((selection) => ({
      identifier: childText(selection, 'SelectionIdentifier') ?? '',
      content: parseContent(selection),
    })),
    other: other && parseTextAnswer(other),
  }
}

function parseTextAnswer(element: XmlNode): TextAnswer {
  const constraints = findChild(element, 'Constraints')
  const numeric = constraints && findChild(constraints, 'IsNumeric')?.attributes
  const length = constraints && findChild(constraints, 'Length')?.attributes
  return {
    numeric: numeric && {
      min: parseOptionalNumber(numeric.minValue),
      max: parseOptionalNumber(numeric.maxValue),
    },
    minLength: parseOptionalNumber(length?.minLength),
    maxLength: parseOptionalNumber(length?.maxLength),
    patterns: (constraints ? findChildren(constraints, 'AnswerFormatRegex') : []).map(
      ({ attributes }) => ({
        regex: attributes.regex ?? '',
        flags: attributes.flags ?? '',
        message: attributes.errorText,
      }),
    ),
    initial: childText(element, 'DefaultText'),
    lines: Number(childText(element, 'NumberOfLinesSuggestion') ?? 1),
  }
}

const parseOptionalNumber = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text)
