import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { memoize } from '../../core/memoize.js'
import { accountPattern, defaultAccount } from '../../domain/account.js'
import type { WireRequest } from './http.js'
import type { WireError } from './wire-error.js'

/** The signature of a request, AWS Signature Version 4. */
export interface RequestSignature {
  readonly accessKeyId: string
  /** `YYYYMMDD` of the scope. */
  readonly date: string
  readonly region: string
  readonly service: string
  /** Lower-case names, in the order they were signed. */
  readonly signedHeaders: readonly string[]
  readonly value: string
  /** Whether it is in the query instead of a header: a presigned URL. */
  readonly presigned: boolean
  /** The message when a part of it is missing or malformed. */
  readonly parseError?: string
}

/** @returns `undefined` when the request is not signed */
export function parseSignature(
  request: Pick<WireRequest, 'headers' | 'query'>,
): RequestSignature | undefined {
  const { authorization } = request.headers
  if (authorization !== undefined) return parseAuthorizationHeader(authorization)
  return request.query.includes('X-Amz-Signature=') ? parsePresignedQuery(request.query) : undefined
}

function parseAuthorizationHeader(authorization: string): RequestSignature {
  const match = /^(.+,\s*Signature=)([0-9a-f]+)$/.exec(authorization)
  if (!match) return parseAuthorizationFields(authorization)
  const { accessKeyId, date, region, service, signedHeaders, presigned, parseError } =
    parseSignedScope(match[1]!)
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders,
    value: match[2]!,
    presigned,
    parseError,
  }
}

/** All of the header but the signature itself, which differs with each request of a client. */
const parseSignedScope = memoize((beforeSignature) =>
  parseAuthorizationFields(`${beforeSignature}0`),
)

function parseAuthorizationFields(authorization: string): RequestSignature {
  const fields = new Map(
    authorization
      .replace(/^AWS4-HMAC-SHA256\s*/, '')
      .split(',')
      .map((field): [string, string] => {
        const [name = '', value = ''] = field.trim().split(/=(.*)/s, 2)
        return [name, value]
      }),
  )
  return toRequestSignature({
    algorithm: /^\S*/.exec(authorization)![0],
    credential: fields.get('Credential'),
    signedHeaders: fields.get('SignedHeaders'),
    signature: fields.get('Signature'),
    presigned: false,
  })
}

function parsePresignedQuery(query: string): RequestSignature {
  const fields = new URLSearchParams(query)
  return toRequestSignature({
    algorithm: fields.get('X-Amz-Algorithm') ?? '',
    credential: fields.get('X-Amz-Credential') ?? undefined,
    signedHeaders: fields.get('X-Amz-SignedHeaders') ?? undefined,
    signature: fields.get('X-Amz-Signature') ?? undefined,
    presigned: true,
  })
}

function toRequestSignature(fields: {
  readonly algorithm: string
  readonly credential: string | undefined
  readonly signedHeaders: string | undefined
  readonly signature: string | undefined
  readonly presigned: boolean
}): RequestSignature {
  const {
    algorithm,
    credential = '',
    signedHeaders = '',
    signature: value = '',
    presigned,
  } = fields
  // An invalid access key may contain a slash, so the scope is counted from the end.
  const parts = credential.split('/')
  const [date = '', region = '', service = '', terminator = ''] = parts.slice(-4)
  return {
    accessKeyId: parts.slice(0, -4).join('/'),
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';').filter(Boolean),
    value,
    presigned,
    parseError:
      algorithm !== 'AWS4-HMAC-SHA256'
        ? `Unsupported AWS 'algorithm': '${algorithm}'.`
        : (describeMissingFields([
            ['Credential', credential],
            ['Signature', value],
            ['SignedHeaders', signedHeaders],
          ]) ??
          (parts.length < 5 || terminator !== 'aws4_request'
            ? `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'.`
            : undefined)),
  }
}

function describeMissingFields(fields: readonly (readonly [string, string])[]): string | undefined {
  const missing = fields.filter(([, value]) => value === '').map(([name]) => name)
  if (missing.length === 0) return undefined
  return missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' ')
}

/** A 12-digit access key is the account; any other key is account `000000000000`. */
export const accountFromAccessKey = (accessKeyId: string): string =>
  accountPattern.test(accessKeyId) ? accessKeyId : defaultAccount

/** Refuses an incomplete signature, and an access key that is invalid or unknown. */
export function checkAccessKey(
  { accessKeyId, parseError }: RequestSignature,
  secrets: ReadonlyMap<string, string> | undefined,
): WireError | undefined {
  if (parseError !== undefined)
    return { status: 400, code: 'IncompleteSignatureException', message: parseError }
  if (!/^[A-Za-z0-9_]+$/.test(accessKeyId) || (secrets && !secrets.has(accessKeyId)))
    return {
      status: 400,
      code: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    }
  return undefined
}

/** Refuses a signature for another service, with which a request could be made to mean another one. */
export const checkScope = (
  { service }: RequestSignature,
  expected: string,
): WireError | undefined =>
  service === expected
    ? undefined
    : invalidSignature(`Credential should be scoped to correct service: '${expected}'.`)

/** The longest validity of a presigned URL, in seconds: a week. */
const maxExpires = 604_800

/** The allowed difference of a client's clock, in milliseconds. */
const maxClockSkew = 15 * 60_000

/**
 * Checks a signature by recomputing it from the request as received, its body included.
 *
 * @param now real time: clients sign with their own clock
 */
export function checkSignature(
  request: WireRequest,
  signature: RequestSignature,
  secret: string,
  now: Date,
): WireError | undefined {
  const timestamp = readTimestamp(request, signature)
  const signedAt = parseTimestamp(timestamp)
  if (!signedAt)
    return invalidSignature(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    )
  const timeError = checkSigningTime(request, signature, timestamp, signedAt, now)
  if (timeError) return invalidSignature(timeError)
  if (!signature.signedHeaders.includes('host'))
    return invalidSignature("'Host' must be a 'SignedHeader' in the AWS Authorization.")
  // It decides which operation runs.
  if ('x-amz-target' in request.headers && !signature.signedHeaders.includes('x-amz-target'))
    return invalidSignature("'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.")

  const hash = hashBody(request, signature)
  if (hash === undefined) return invalidSignature(mismatchMessage)

  const expected = Buffer.from(computeSignature(request, signature, secret, timestamp, hash))
  const actual = Buffer.from(signature.value)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
    ? undefined
    : invalidSignature(mismatchMessage)
}

const invalidSignature = (message: string): WireError => ({
  status: 400,
  code: 'InvalidSignatureException',
  message,
})

const mismatchMessage =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

/** `YYYYMMDDTHHMMSSZ`, from a header or from the query. */
function readTimestamp({ headers, query }: WireRequest, { presigned }: RequestSignature): string {
  if (presigned) return new URLSearchParams(query).get('X-Amz-Date') ?? ''
  const header = headers['x-amz-date']
  if (typeof header === 'string') return header
  const date = new Date(headers.date ?? '')
  return Number.isNaN(date.getTime()) ? '' : stamp(date)
}

const stamp = (instant: Date): string => instant.toISOString().replace(/[-:]|\.\d+/g, '')

function parseTimestamp(timestamp: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

function checkSigningTime(
  { query }: WireRequest,
  { date, presigned }: RequestSignature,
  timestamp: string,
  signedAt: Date,
  now: Date,
): string | undefined {
  if (!timestamp.startsWith(date))
    return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`
  const expires = new URLSearchParams(query).get('X-Amz-Expires') ?? ''
  if (presigned && !/^\d+$/.test(expires)) return 'X-Amz-Expires should be a number'
  if (presigned && Number(expires) > maxExpires)
    return `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${maxExpires} seconds`
  const lifetime = presigned ? Number(expires) * 1000 : maxClockSkew
  const earliest = new Date(now.getTime() - lifetime)
  const latest = new Date(now.getTime() + maxClockSkew)
  if (signedAt < earliest)
    return `Signature expired: ${timestamp} is now earlier than ${stamp(earliest)} (${stamp(now)} - ${presigned ? `${lifetime / 1000} sec` : '15 min'}.)`
  if (signedAt > latest)
    return `Signature not yet current: ${timestamp} is still later than ${stamp(latest)} (${stamp(now)} + 15 min.)`
  return undefined
}

/**
 * The body is hashed here too: the client's hash alone would let another body pass.
 *
 * @returns `undefined` when the body is not the one that the client hashed
 */
function hashBody(
  { headers, body }: WireRequest,
  { presigned }: RequestSignature,
): string | undefined {
  const declaredHash = headers['x-amz-content-sha256']
  if (declaredHash === 'UNSIGNED-PAYLOAD') return declaredHash
  const hash = createHash('sha256').update(body).digest('hex')
  if (declaredHash === undefined || presigned) return hash
  return declaredHash === hash ? hash : undefined
}

/** The signature of a request, in hexadecimal, by the four steps of AWS Signature Version 4. */
export function computeSignature(
  request: Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'>,
  parameters: Pick<RequestSignature, 'date' | 'region' | 'service' | 'signedHeaders'>,
  secret: string,
  timestamp: string,
  bodyHash: string,
): string {
  const { date, region, service, signedHeaders } = parameters
  const canonicalRequest = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${canonicalHeaderValue(request.headers[name])}`),
    '',
    signedHeaders.join(';'),
    bodyHash,
  ].join('\n')
  const scope = `${date}/${region}/${service}/aws4_request`
  const digest = createHash('sha256').update(canonicalRequest).digest('hex')
  const stringToSign = `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${digest}`
  return hmac(signingKey(secret, date, region, service), stringToSign).toString('hex')
}

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest()

/** A signing key is valid for a day; caching it saves four hashes a request. */
const signingKeys = new Map<string, Buffer>()

function signingKey(secret: string, date: string, region: string, service: string): Buffer {
  const name = [secret, date, region, service].join('\0')
  const cached = signingKeys.get(name)
  if (cached) return cached
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, date))
  if (signingKeys.size >= 100) signingKeys.clear()
  signingKeys.set(name, key)
  return key
}

const canonicalHeaderValue = (value: string | readonly string[] | undefined): string =>
  [value ?? ''].flat().join(',').trim().replace(/ +/g, ' ')

/** The path is signed as sent, encoded once more (only S3 differs). */
const canonicalPath = (path: string): string => path.split('/').map(uriEncode).join('/')

function canonicalQuery(query: string): string {
  if (query === '') return ''
  return query
    .split('&')
    .map((pair) => pair.split(/=(.*)/s, 2))
    .map(
      ([name = '', value = '']) =>
        [uriEncode(uriDecode(name)), uriEncode(uriDecode(value))] as const,
    )
    .filter(([name]) => name !== 'X-Amz-Signature')
    .sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function uriDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

const uriEncode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
