import { parseQuestionForm, type QuestionForm } from './form.js'
import { childText, parseXml } from './xml.js'

/** A question as plain values: a URL, a page, or a form. */
export type QuestionView =
  | { readonly kind: 'external'; readonly url: string; readonly frameHeight: number }
  | { readonly kind: 'html'; readonly frameHeight: number }
  | { readonly kind: 'form'; readonly form: QuestionForm }

/** Parses a question that has been validated against its schema. */
export function viewQuestion(question: string): QuestionView {
  const root = parseXml(question)
  // 0 means as high as the page.
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
