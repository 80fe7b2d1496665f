import { readFileSync } from 'node:fs'
import type { Clock } from '../core/clock.js'
import { SettingError } from '../core/setting-error.js'
import { missingToken, type WireError } from '../services/aws/wire-error.js'
import { type RequestSignature, checkAccessKey, checkSignature } from '../services/aws/sigv4.js'
import type { WireRequest } from '../services/aws/http.js'

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

function parseCredentials(text: string, label: string): ReadonlyMap<string, string> {
  try {
    const parsed: unknown = JSON.parse(text)
    const isMap = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    const secrets = Object.entries(parsed as object)
    if (isMap && secrets.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
      return new Map(secrets)
  } catch {
    // Falls through: what is not JSON gets the same sentence.
  }
  throw new SettingError(`${label} must hold a JSON object such as {"AKIDEXAMPLE": "its secret"}.`)
}

/**
 * Any key will do while no secrets are given, but one that cannot be a key never does. An MTurk call
 * is signed, as every SDK signs it; curl's calls to queues and topics need no signature until there
 * are secrets to check it by.
 */
export function createAuthenticator(
  secrets: ReadonlyMap<string, string> | undefined,
  clock: Clock,
) {
  return (
    request: WireRequest,
    signature: RequestSignature | undefined,
    service: 'mturk' | 'sqs' | 'sns',
  ): WireError | undefined => {
    if (!signature)
      return service === 'mturk' || (secrets && !isUnsignedSnsRequest(request))
        ? missingToken
        : undefined
    return (
      checkAccessKey(signature, secrets) ??
      (secrets &&
        checkSignature(request, signature, secrets.get(signature.accessKeyId)!, clock.now()))
    )
  }
}

/** What a subscriber visits: SNS's links prove themselves by a token, and its certificate is for all. */
const isUnsignedSnsRequest = ({ method, path, query }: WireRequest): boolean =>
  method === 'GET' &&
  (path.endsWith('.pem') ||
    /^(ConfirmSubscription|Unsubscribe)$/.test(new URLSearchParams(query).get('Action') ?? ''))
