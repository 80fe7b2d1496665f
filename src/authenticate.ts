import { readFileSync } from 'node:fs'
import type { Clock } from './clock/clock.js'
import { SettingError } from './options.js'
import type { WireFault } from './protocol/fault.js'
import { type Claim, checkKey, checkSignature } from './protocol/signature.js'
import type { WireRequest } from './protocol/wire.js'

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
    const secrets = Object.entries(JSON.parse(text) as object)
    if (secrets.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
      return new Map(secrets)
  } catch {
    // Falls through: what is not JSON gets the same sentence.
  }
  throw new SettingError(`${called} must hold a JSON object such as {"AKIDEXAMPLE": "its secret"}.`)
}

/** Any key will do while no secrets are given, but one that cannot be a key never does. */
export function authenticator(secrets: ReadonlyMap<string, string> | undefined, clock: Clock) {
  return (request: WireRequest, claim: Claim): WireFault | undefined =>
    checkKey(claim, secrets) ??
    (secrets && checkSignature(request, claim, secrets.get(claim.accessKeyId)!, clock.now()))
}
