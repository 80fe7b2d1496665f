import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { WireFault } from './fault.js'
import type { WireRequest } from './wire.js'

/** What a request says of who signed it, and how: AWS Signature Version 4. */
export interface Claim {
  readonly accessKeyId: string
  /** `YYYYMMDD` of the scope. */
  readonly date: string
  readonly region: string
  readonly service: string
  /** Lower-case names, in the order they were signed. */
  readonly signedHeaders: readonly string[]
  readonly signature: string
  /** In the query instead of a header: a link made beforehand. */
  readonly presigned: boolean
  /** Something of it is missing or malformed; what, in words. */
  readonly incomplete?: string
}

/** Nothing when the request is not signed at all. */
export function claimOf(request: Pick<WireRequest, 'headers' | 'query'>): Claim | undefined {
  const { authorization } = request.headers
  if (authorization !== undefined) return claimInHeader(authorization)
  return request.query.includes('X-Amz-Signature=') ? claimInQuery(request.query) : undefined
}

function claimInHeader(authorization: string): Claim {
  const fields = new Map(
    authorization
      .replace(/^AWS4-HMAC-SHA256\s*/, '')
      .split(',')
      .map((field): [string, string] => {
        const [name = '', value = ''] = field.trim().split(/=(.*)/s, 2)
        return [name, value]
      }),
  )
  return claimFrom({
    algorithm: /^\S*/.exec(authorization)![0],
    credential: fields.get('Credential'),
    signedHeaders: fields.get('SignedHeaders'),
    signature: fields.get('Signature'),
    presigned: false,
  })
}

function claimInQuery(query: string): Claim {
  const fields = new URLSearchParams(query)
  return claimFrom({
    algorithm: fields.get('X-Amz-Algorithm') ?? '',
    credential: fields.get('X-Amz-Credential') ?? undefined,
    signedHeaders: fields.get('X-Amz-SignedHeaders') ?? undefined,
    signature: fields.get('X-Amz-Signature') ?? undefined,
    presigned: true,
  })
}

function claimFrom(given: {
  readonly algorithm: string
  readonly credential: string | undefined
  readonly signedHeaders: string | undefined
  readonly signature: string | undefined
  readonly presigned: boolean
}): Claim {
  const { algorithm, credential = '', signedHeaders = '', signature = '', presigned } = given
  // An access key may itself hold a slash when it is no good; the scope is counted from the end.
  const parts = credential.split('/')
  const [date = '', region = '', service = '', ending = ''] = parts.slice(-4)
  return {
    accessKeyId: parts.slice(0, -4).join('/'),
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';').filter(Boolean),
    signature,
    presigned,
    incomplete:
      algorithm !== 'AWS4-HMAC-SHA256'
        ? `Unsupported AWS 'algorithm': '${algorithm}'.`
        : (missingFrom([
            ['Credential', credential],
            ['Signature', signature],
            ['SignedHeaders', signedHeaders],
          ]) ??
          (parts.length < 5 || ending !== 'aws4_request'
            ? `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'.`
            : undefined)),
  }
}

function missingFrom(fields: readonly (readonly [string, string])[]): string | undefined {
  const missing = fields.filter(([, value]) => value === '').map(([name]) => name)
  if (missing.length === 0) return undefined
  return missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' ')
}

/** A 12-digit access key is the account; any other key is account `000000000000`. */
export const accountOf = (accessKeyId: string): string =>
  /^\d{12}$/.test(accessKeyId) ? accessKeyId : '000000000000'

/** Refuses a claim that is not whole, and a key that cannot be one or that nobody has. */
export function checkKey(
  { accessKeyId, incomplete }: Claim,
  secrets: ReadonlyMap<string, string> | undefined,
): WireFault | undefined {
  if (incomplete !== undefined)
    return { status: 400, code: 'IncompleteSignatureException', message: incomplete }
  if (!/^[A-Za-z0-9_]+$/.test(accessKeyId) || (secrets && !secrets.has(accessKeyId)))
    return {
      status: 400,
      code: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    }
  return undefined
}

/** How far a client's clock may be off, in milliseconds. */
const skew = 15 * 60_000

/**
 * Checks a signature made with a secret: recomputed from the request as it came, its body included.
 *
 * @param now by the wall's clock: clients sign with theirs
 */
export function checkSignature(
  request: WireRequest,
  claim: Claim,
  secret: string,
  now: Date,
): WireFault | undefined {
  const stamp = stampOf(request, claim)
  const signedAt = instantOf(stamp)
  if (!signedAt)
    return refused(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    )
  const late = lateness(request, claim, stamp, signedAt, now)
  if (late) return refused(late)
  if (!claim.signedHeaders.includes('host'))
    return refused("'Host' must be a 'SignedHeader' in the AWS Authorization.")

  const hash = bodyHash(request, claim)
  if (hash === undefined) return refused(mismatch)

  const expected = Buffer.from(signatureOf(request, claim, secret, stamp, hash))
  const given = Buffer.from(claim.signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? undefined
    : refused(mismatch)
}

const refused = (message: string): WireFault => ({
  status: 400,
  code: 'InvalidSignatureException',
  message,
})

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

/** `YYYYMMDDTHHMMSSZ`, from wherever the client put it. */
function stampOf({ headers, query }: WireRequest, { presigned }: Claim): string {
  if (presigned) return new URLSearchParams(query).get('X-Amz-Date') ?? ''
  const given = headers['x-amz-date']
  if (typeof given === 'string') return given
  const date = new Date(headers.date ?? '')
  return Number.isNaN(date.getTime()) ? '' : stamp(date)
}

const stamp = (instant: Date): string => instant.toISOString().replace(/[-:]|\.\d+/g, '')

function instantOf(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

function lateness(
  { query }: WireRequest,
  { date, presigned }: Claim,
  text: string,
  signedAt: Date,
  now: Date,
): string | undefined {
  if (!text.startsWith(date))
    return `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${text.slice(0, 8)}', from '${text}'.`
  const lifetime = presigned ? Number(new URLSearchParams(query).get('X-Amz-Expires')) * 1000 : skew
  const earliest = new Date(now.getTime() - lifetime)
  const latest = new Date(now.getTime() + skew)
  if (signedAt < earliest)
    return `Signature expired: ${text} is now earlier than ${stamp(earliest)} (${stamp(now)} - ${presigned ? `${lifetime / 1000} sec` : '15 min'}.)`
  if (signedAt > latest)
    return `Signature not yet current: ${text} is still later than ${stamp(latest)} (${stamp(now)} + 15 min.)`
  return undefined
}

/**
 * The body is hashed here too: a hash that only the client tells would let another body pass.
 *
 * @returns nothing when the body is not the one the client hashed
 */
function bodyHash({ headers, body }: WireRequest, { presigned }: Claim): string | undefined {
  const told = headers['x-amz-content-sha256']
  if (told === 'UNSIGNED-PAYLOAD') return told
  const hash = createHash('sha256').update(body).digest('hex')
  if (told === undefined || presigned) return hash
  return told === hash ? hash : undefined
}

/** The signature of a request, in hexadecimal, by the four steps of AWS Signature Version 4. */
export function signatureOf(
  request: Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'>,
  claim: Pick<Claim, 'date' | 'region' | 'service' | 'signedHeaders'>,
  secret: string,
  stamp: string,
  bodyHash: string,
): string {
  const { date, region, service, signedHeaders } = claim
  const canonical = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${headerText(request.headers[name])}`),
    '',
    signedHeaders.join(';'),
    bodyHash,
  ].join('\n')
  const scope = `${date}/${region}/${service}/aws4_request`
  const digest = createHash('sha256').update(canonical).digest('hex')
  const toSign = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${digest}`
  return hmac(signingKey(secret, date, region, service), toSign).toString('hex')
}

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest()

/** A key holds for a day, and four hashes a request are worth saving. */
const keys = new Map<string, Buffer>()

function signingKey(secret: string, date: string, region: string, service: string): Buffer {
  const name = [secret, date, region, service].join('\0')
  const known = keys.get(name)
  if (known) return known
  const key = [region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secret}`, date))
  if (keys.size >= 100) keys.clear()
  keys.set(name, key)
  return key
}

const headerText = (value: string | readonly string[] | undefined): string =>
  [value ?? ''].flat().join(',').trim().replace(/ +/g, ' ')

/** The path is signed as it was sent, encoded once more (only S3 differs). */
const canonicalPath = (path: string): string => path.split('/').map(encoded).join('/')

function canonicalQuery(query: string): string {
  if (query === '') return ''
  return query
    .split('&')
    .map((pair) => pair.split(/=(.*)/s, 2))
    .map(([name = '', value = '']) => [encoded(decoded(name)), encoded(decoded(value))] as const)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
