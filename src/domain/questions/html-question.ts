import { memoize } from '../../core/memoize.js'
import { childText, parseXml } from './xml.js'

/**
 * The page of an HTMLQuestion; `undefined` for other kinds of question. Nothing in it reaches the real
 * MTurk: a form with Amazon's address, as in the examples of MTurk's documentation, is posted to the
 * emulator, and Amazon's scripts for such pages are replaced by ours. Many HITs have the same question.
 */
export const extractHtml = memoize((question): string | undefined => {
  const root = parseXml(question)
  return childText(root.name === 'HTMLQuestion' ? root : undefined, 'HTMLContent')
    ?.replace(/https?:\/\/[a-z-]+\.mturk\.com(?=\/mturk\/externalSubmit)/gi, '')
    .replace(
      /(?:https?:)?\/\/assets\.crowd\.aws(?:\/css)?(?=\/crowd-html-elements(?:-v2)?\.(?:js|css))/gi,
      '/mturk',
    )
    .replace(
      /(?:https?:)?\/\/(?:s3\.amazonaws\.com\/mturk-public|mturk-public\.s3\.amazonaws\.com)(?=\/externalHIT_v1\.js)/gi,
      '/mturk',
    )
})
