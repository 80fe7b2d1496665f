import { parseQuestionForm, type QuestionForm } from './form.js'
import { childText, parseXml } from './xml.js'

/** A question as plain values, for whoever shows it: by its address, as a page, or as a form. */
export type QuestionView =
  | { readonly kind: 'external'; readonly url: string; readonly frameHeight: number }
  | { readonly kind: 'html'; readonly frameHeight: number }
  | { readonly kind: 'form'; readonly form: QuestionForm }

/** Reads a question that was held against its schema before. */
export function viewQuestion(question: string): QuestionView {
  const root = parseXml(question)
  // Nought means as high as the page is.
  const frameHeight = Number(childText(root, 'FrameHeight') ?? 0)
  switch (root.name) {
    case 'ExternalQuestion':
      return { kind: 'external', url: (childText(root, 'ExternalURL') ?? '').trim(), frameHeight }
    case 'HTMLQuestion':
      return { kind: 'html', frameHeight }
    default:
      return { kind: 'form', form: parseQuestionForm(question) }
  }
}
