import type { TextAnswer } from './form.js'

/** One input of a question, for every kind of question. */
export type FormField = { readonly name: string; readonly required: boolean } & (
  | TextFormField
  | {
      readonly kind: 'choice'
      readonly options: readonly string[]
      readonly min: number
      readonly max: number
      /** An option that is not chosen together with others. */
      readonly exclusive?: string
    }
  | { readonly kind: 'file'; readonly minBytes: number; readonly maxBytes: number }
  /** Posted unchanged, as hidden fields are. */
  | { readonly kind: 'fixed'; readonly value: string }
  | AnnotationFormField
)

/** What an element of crowd-html-elements collects by itself; the value is its answer in JSON. */
export type AnnotationFormField = { readonly kind: 'annotation' } & (
  | {
      readonly widget: MarkingWidget
      readonly labels: readonly string[]
      /** The text of an entity annotation. */
      readonly text: string
    }
  | {
      readonly widget: 'crowd-text-ranking'
      readonly responseCount: number
      readonly dimensions: readonly { readonly name: string; readonly allowTie: boolean }[]
    }
  | {
      readonly widget: 'crowd-question-answer-generation'
      readonly text: string
      readonly tags: readonly string[]
      readonly questions: CountLimits
      readonly questionWords: CountLimits
      readonly answerWords: CountLimits
    }
)

export interface CountLimits {
  readonly min: number
  readonly max?: number
}

const markingWidgets = [
  'crowd-bounding-box',
  'crowd-entity-annotation',
  'crowd-instance-segmentation',
  'crowd-keypoint',
  'crowd-line',
  'crowd-polygon',
  'crowd-polyline',
  'crowd-semantic-segmentation',
] as const

/** Elements that mark parts of a picture or a text with labels. */
export type MarkingWidget = (typeof markingWidgets)[number]

export const isMarkingWidget = (tag: string): tag is MarkingWidget =>
  (markingWidgets as readonly string[]).includes(tag)

export const isAnnotationWidget = (tag: string): boolean =>
  isMarkingWidget(tag) || ['crowd-text-ranking', 'crowd-question-answer-generation'].includes(tag)

export interface TextFormField extends Omit<TextAnswer, 'initial'> {
  readonly kind: 'text'
  /** The step between two valid numbers. */
  readonly step?: number
}

/** The field of a selection's own words, beside the one of its choices. */
export const otherFieldName = (identifier: string): string => `${identifier}.other`
