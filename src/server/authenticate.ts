import { readFileSync } from 'node:fs'
import type { Clock } from '../core/clock.js'
import { SettingError } from '../core/setting-error.js'
import { missingToken, type WireFault } from '../services/aws/fault.js'
import { type Claim, checkKey, checkSignature } from '../services/aws/signature.js'
import type { WireRequest } from '../services/aws/wire.js'

/**
 * Secrets by access key.
 *
 * @throws SettingError when the file cannot be read as such
 */
export function readCredentials(file: string): ReadonlyMap<string, string> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new SettingError(`The credentials file ${file} cannot be read (${code}).`)
  }
  return parseCredentials(text, `The credentials file ${file}`)
}

function parseCredentials(text: string, called: string): ReadonlyMap<string, string> {
  try {
    const given: unknown = JSON.parse(text)
    const isMap = typeof given === 'object' && given !== null && !Array.isArray(given)
    const secrets = Object.entries(given as object)
    if (isMap && secrets.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
      return new Map(secrets)
  } catch {
    // Falls through: what is not JSON gets the same sentence.
  }
  throw new SettingError(`${called} must hold a JSON object such as {"AKIDEXAMPLE": "its secret"}.`)
}

/**
 * Any key will do while no secrets are given, but one that cannot be a key never does. An MTurk call
 * is signed, as every SDK signs it; curl's calls to queues and topics need no signature until there
 * are secrets to check it by.
 */
export function authenticator(secrets: ReadonlyMap<string, string> | undefined, clock: Clock) {
  return (
    request: WireRequest,
    claim: Claim | undefined,
    service: 'mturk' | 'sqs' | 'sns',
  ): WireFault | undefined => {
    if (!claim)
      return service === 'mturk' || (secrets && !isLink(request)) ? missingToken : undefined
    return (
      checkKey(claim, secrets) ??
      (secrets && checkSignature(request, claim, secrets.get(claim.accessKeyId)!, clock.now()))
    )
  }
}

/** What a subscriber visits: SNS's links prove themselves by a token, and its certificate is for all. */
const isLink = ({ method, path, query }: WireRequest): boolean =>
  method === 'GET' &&
  (path.endsWith('.pem') ||
    /^(ConfirmSubscription|Unsubscribe)$/.test(new URLSearchParams(query).get('Action') ?? ''))
