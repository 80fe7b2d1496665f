import { textOf, treeOf } from './tree.js'

/**
 * The page of an HTMLQuestion; nothing for a question of another kind. A form that is posted to
 * Amazon, as the examples of MTurk's documentation are, is posted to where the page came from: no
 * answer leaves for the real MTurk.
 */
export function htmlOf(question: string): string | undefined {
  const root = treeOf(question)
  return textOf(root.name === 'HTMLQuestion' ? root : undefined, 'HTMLContent')?.replace(
    /https?:\/\/[a-z-]+\.mturk\.com(?=\/mturk\/externalSubmit)/gi,
    '',
  )
}
