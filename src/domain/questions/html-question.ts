import { childText, parseXml } from './xml.js'

/**
 * The page of an HTMLQuestion; nothing for a question of another kind. Nothing in it leaves for the
 * real MTurk: a form that is posted to Amazon, as the examples of MTurk's documentation are, is
 * posted to where the page came from, and the scripts that Amazon keeps for such pages are ours.
 */
export function extractHtml(question: string): string | undefined {
  const root = parseXml(question)
  return childText(root.name === 'HTMLQuestion' ? root : undefined, 'HTMLContent')
    ?.replace(/https?:\/\/[a-z-]+\.mturk\.com(?=\/mturk\/externalSubmit)/gi, '')
    .replace(/(?:https?:)?\/\/assets\.crowd\.aws(?=\/crowd-html-elements\.js)/gi, '/mturk')
    .replace(
      /(?:https?:)?\/\/(?:s3\.amazonaws\.com\/mturk-public|mturk-public\.s3\.amazonaws\.com)(?=\/externalHIT_v1\.js)/gi,
      '/mturk',
    )
}
