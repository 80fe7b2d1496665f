import type { Clock } from '../core/clock.js'
import { readJsonFile } from '../core/json-file.js'
import { SettingError } from '../core/setting-error.js'
import { checkAccessKey, checkScope, checkSignature } from '../services/aws/sigv4.js'
import { missingToken, unknownOperation, type WireError } from '../services/aws/wire-error.js'
import { isCertificatePath } from '../services/sns/certificate.js'
import { type ParsedCall, scopeNames } from './parse-call.js'

/**
 * Reads the secrets, by access key.
 *
 * @throws SettingError when the file cannot be read or is not such a JSON object
 */
export function readCredentials(file: string): ReadonlyMap<string, string> {
  const parsed = readJsonFile('The credentials file', file)
  const isMap = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  const secrets = isMap ? Object.entries(parsed) : []
  if (isMap && secrets.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    return new Map(secrets)
  throw new SettingError(
    `The credentials file ${file} must hold a JSON object such as {"AKIDEXAMPLE": "its secret"}.`,
  )
}

/**
 * Without secrets any access key is accepted, as long as it can be one, and no signature is checked. Every call of MTurk and STS must
 * be signed, as every SDK does; calls of SQS and SNS need no signature until there are secrets.
 */
export const createAuthenticator =
  (secrets: ReadonlyMap<string, string> | undefined, clock: Clock) =>
  (call: ParsedCall): WireError | undefined => {
    const { signature, service } = call
    if (!service) return unknownOperation
    if (!signature)
      return service === 'mturk' || service === 'sts' || (secrets && !isPublicSnsRequest(call))
        ? missingToken
        : undefined
    const error = checkAccessKey(signature, secrets)
    if (error || !secrets) return error
    return (
      checkScope(signature, scopeNames[service]) ??
      checkSignature(call, signature, secrets.get(signature.accessKeyId)!, clock.now())
    )
  }

/** A subscriber follows these links without keys: a token in each proves it, and the certificate is public. */
const isPublicSnsRequest = ({ service, method, path, operation }: ParsedCall): boolean =>
  service === 'sns' &&
  method === 'GET' &&
  (isCertificatePath(path) || operation === 'ConfirmSubscription' || operation === 'Unsubscribe')
