import { httpsRequired, xmlNotValid } from '../errors.js'
import { checkCharacters } from '../hit-type.js'
import { validateHtml } from './validate-html.js'
import { questionRoots, validateXml } from './validate-xml.js'
import { childText } from './xml.js'

export interface QuestionRules {
  /** Whether ExternalURL must be https even for this machine, as it must for MTurk. */
  readonly httpsOnly: boolean
}

/**
 * Refuses a question that MTurk would not take.
 *
 * @throws ParameterValidationError in the service's words
 */
export function validateQuestion(question: string, { httpsOnly }: QuestionRules): void {
  // The name that the service gives it there (boto3#2277).
  checkCharacters('QuestionXML', question)
  const page = validateXml(question, questionRoots, (details) => xmlNotValid('Question', details))
  const html = childText(page, 'HTMLContent')
  if (html !== undefined) validateHtml(html)
  const url = childText(page, 'ExternalURL')
  if (url !== undefined) checkExternalUrl(url, httpsOnly)
}

function checkExternalUrl(text: string, httpsOnly: boolean): void {
  if (!/^\s*http:/i.test(text) || !URL.canParse(text.trim())) return
  const { hostname } = new URL(text.trim())
  if (httpsOnly || !isLocalName(hostname)) throw httpsRequired(text)
}

/** A name that only this machine or its network knows: pages under development are served there. */
const isLocalName = (hostname: string): boolean =>
  !hostname.includes('.') ||
  /\.(localhost|local|internal|test|lan|home\.arpa)$/.test(hostname) ||
  /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\./.test(hostname)
