import {
  createHash,
  createPrivateKey,
  createSign,
  generateKeyPair,
  type KeyObject,
  sign,
} from 'node:crypto'
import { promisify } from 'node:util'

/** The key and the certificate with which messages are signed, in PEM. */
export interface SigningKey {
  readonly name: 'signing key'
  readonly privateKey: string
  readonly certificate: string
}

/** Signs the messages of topics; the certificate verifies them. */
export interface Signer {
  /** Base64. Version 1 signs with SHA-1, version 2 with SHA-256. */
  sign(text: string, version: '1' | '2'): Promise<string>
  /** PEM. */
  readonly certificate: string
  /** The path of the certificate: `/SimpleNotificationService-<32 hex digits>.pem`. */
  readonly path: string
}

/** Whether a path is that of a certificate, current or not. */
export const isCertificatePath = (path: string): boolean =>
  /^\/SimpleNotificationService-[0-9a-f]+\.pem$/.test(path)

/**
 * Creates a key and its self-signed certificate, in PEM. It takes some 100 ms, so it is done when the
 * first message is signed.
 *
 * @param now the start of its validity of ten years
 */
export async function createSigningKey(now: Date): Promise<SigningKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return {
    name: 'signing key',
    privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    certificate: createSelfSignedCertificate(publicKey, privateKey, now),
  }
}

export function createSigner({ privateKey: pem, certificate }: SigningKey): Signer {
  const privateKey = createPrivateKey(pem)
  const digest = createHash('md5').update(certificate).digest('hex')
  const signAsync = promisify<string, Buffer, KeyObject, Buffer>(sign)
  return {
    certificate,
    path: `/SimpleNotificationService-${digest}.pem`,
    sign: async (text, version) =>
      (
        await signAsync(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256', Buffer.from(text), privateKey)
      ).toString('base64'),
  }
}

/** X.509 version 3 (RFC 5280) in DER, built by hand, since Node cannot create certificates. */
function createSelfSignedCertificate(
  publicKey: KeyObject,
  privateKey: KeyObject,
  now: Date,
): string {
  const name = sequence(set(sequence(oid('550403'), utf8('sns.mturk-local'))))
  const notAfter = new Date(now)
  notAfter.setUTCFullYear(now.getUTCFullYear() + 10)
  const sha256WithRsa = sequence(oid('2a864886f70d01010b'), der(0x05))
  const tbsCertificate = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    sequence(time(now), time(notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = createSign('RSA-SHA256').update(tbsCertificate).sign(privateKey)
  const certificate = sequence(
    tbsCertificate,
    sha256WithRsa,
    der(0x03, Buffer.from([0]), signature),
  )
  const lines = certificate.toString('base64').match(/.{1,64}/g)!
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts)
const set = (...parts: readonly Buffer[]): Buffer => der(0x31, ...parts)
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text))
/** UTCTime has two digits for the year, which suffices until 2049. */
const time = (instant: Date): Buffer =>
  der(0x17, Buffer.from(`${instant.toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`))
