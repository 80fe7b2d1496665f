import type { TextAnswer } from './form.js'

/** One input of a question, for every kind of question. */
export type FormField = { readonly name: string; readonly required: boolean } & (
  | TextFormField
  | {
      readonly kind: 'choice'
      readonly options: readonly string[]
      readonly min: number
      readonly max: number
    }
  | { readonly kind: 'file'; readonly minBytes: number; readonly maxBytes: number }
  /** Posted unchanged, as hidden fields are. */
  | { readonly kind: 'fixed'; readonly value: string }
  | AnnotationFormField
)

/** Marks in a picture or a text, by an element of crowd-html-elements; the value is its answer in JSON. */
export interface AnnotationFormField {
  readonly kind: 'annotation'
  readonly widget: AnnotationWidget
  readonly labels: readonly string[]
  /** The text of an entity annotation. */
  readonly text: string
}

export const annotationWidgets = [
  'crowd-bounding-box',
  'crowd-entity-annotation',
  'crowd-instance-segmentation',
  'crowd-keypoint',
  'crowd-line',
  'crowd-polygon',
  'crowd-polyline',
  'crowd-semantic-segmentation',
] as const

export type AnnotationWidget = (typeof annotationWidgets)[number]

export const isAnnotationWidget = (tag: string): tag is AnnotationWidget =>
  (annotationWidgets as readonly string[]).includes(tag)

export interface TextFormField extends Omit<TextAnswer, 'initial'> {
  readonly kind: 'text'
  /** The step between two valid numbers. */
  readonly step?: number
}

/** The field of a selection's own words, beside the one of its choices. */
export const otherFieldName = (identifier: string): string => `${identifier}.other`
