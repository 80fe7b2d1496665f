import type { TextAnswer } from './form.js'

/** One thing that a question asks for, whichever kind of question it is. */
export type FormField = { readonly name: string; readonly required: boolean } & (
  | TextFormField
  | {
      readonly kind: 'choice'
      readonly options: readonly string[]
      readonly min: number
      readonly max: number
    }
  | { readonly kind: 'file'; readonly minBytes: number; readonly maxBytes: number }
  /** Goes with the page as it is. */
  | { readonly kind: 'fixed'; readonly value: string }
)

export interface TextFormField extends Omit<TextAnswer, 'initial'> {
  readonly kind: 'text'
  /** Between one number that will do and the next. */
  readonly step?: number
}
