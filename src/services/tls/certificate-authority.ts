import type { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import * as asn1 from 'asn1js'
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  type RelativeDistinguishedNames,
} from 'pkijs'
import type { Random } from '../../core/random.js'

/** A certificate and its key, as PEM. */
export interface ServerCertificate {
  readonly key: string
  readonly cert: string
}

/**
 * A certificate authority for one run: programs that trust it accept a server of ours as any host.
 * Its key is never written to disk.
 */
export interface CertificateAuthority {
  /** PEM. */
  readonly certificate: string
  /** A certificate for a server with these names or addresses. */
  issue(hosts: readonly string[]): Promise<ServerCertificate>
  /** TLS context for a server with this name. */
  getSecureContext(host: string): Promise<SecureContext>
}

const day = 86_400_000
/** Clients reject certificates with a much longer lifetime. */
const lifetime = 365 * day

/** @param now start of its lifetime of one year; a day is subtracted for clock skew */
export async function createAuthority(now: Date, random: Random): Promise<CertificateAuthority> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  // One key for the authority and all its servers, which live in one process.
  const key = formatPem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  const keyId = await fingerprint(keys.publicKey)

  const sign = async (name: string, extensions: readonly Extension[]): Promise<Certificate> => {
    const certificate = new Certificate({ version: 2 })
    certificate.serialNumber = new asn1.Integer({ valueHex: createSerialNumber(random) })
    certificate.notBefore.value = new Date(now.getTime() - day)
    certificate.notAfter.value = new Date(now.getTime() + lifetime)
    addCommonName(certificate.issuer, authorityName)
    addCommonName(certificate.subject, name)
    await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
    certificate.extensions = [...extensions, createAuthorityKeyId(keyId)]
    await certificate.sign(keys.privateKey, 'SHA-256')
    return certificate
  }

  const issue = async (hosts: readonly string[]): Promise<ServerCertificate> => ({
    key,
    cert: toPem(await sign('mturk-local', createServerExtensions(hosts))),
  })
  const contexts = new Map<string, Promise<SecureContext>>()
  const createContext = async (host: string): Promise<SecureContext> =>
    createSecureContext({ ...(await issue([host])) })

  return {
    certificate: toPem(await sign(authorityName, createIssuerExtensions(keyId))),
    issue,
    getSecureContext(host) {
      const context = contexts.get(host) ?? createContext(host)
      contexts.set(host, context)
      return context
    },
  }
}

const toPem = (certificate: Certificate): string =>
  formatPem('CERTIFICATE', certificate.toSchema(true).toBER())

const authorityName = 'mturk-local, for this run only'

function formatPem(label: string, der: ArrayBuffer): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g)!
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/** Serial numbers are positive and at most 20 bytes: RFC 5280, 4.1.2.2. */
function createSerialNumber(random: Random): Uint8Array<ArrayBuffer> {
  const serial = new Uint8Array(random.bytes(16))
  serial[0] = (serial[0]! & 0x3f) | 0x40
  return serial
}

const commonNameOid = '2.5.4.3'

const addCommonName = (names: RelativeDistinguishedNames, value: string): void =>
  void names.typesAndValues.push(
    new AttributeTypeAndValue({ type: commonNameOid, value: new asn1.Utf8String({ value }) }),
  )

const fingerprint = async (key: webcrypto.CryptoKey): Promise<ArrayBuffer> =>
  crypto.subtle.digest('SHA-1', await crypto.subtle.exportKey('raw', key))

const createExtension = (extnID: string, critical: boolean, value: asn1.BaseBlock): Extension =>
  new Extension({ extnID, critical, extnValue: value.toBER() })

/** Bits of a key's usage, counted from the left. */
const createKeyUsage = (bits: number): Extension =>
  createExtension('2.5.29.15', true, new asn1.BitString({ valueHex: Uint8Array.of(bits).buffer }))

const createIssuerExtensions = (keyId: ArrayBuffer): readonly Extension[] => [
  createExtension(
    '2.5.29.19',
    true,
    new BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema(),
  ),
  // keyCertSign, cRLSign
  createKeyUsage(0b00000110),
  createExtension('2.5.29.14', false, new asn1.OctetString({ valueHex: keyId })),
]

const createServerExtensions = (hosts: readonly string[]): readonly Extension[] => [
  createExtension('2.5.29.19', true, new BasicConstraints({ cA: false }).toSchema()),
  // digitalSignature
  createKeyUsage(0b10000000),
  createExtension(
    '2.5.29.37',
    false,
    new ExtKeyUsage({ keyPurposes: ['1.3.6.1.5.5.7.3.1'] }).toSchema(),
  ),
  createExtension(
    '2.5.29.17',
    false,
    new GeneralNames({ names: hosts.map(toGeneralName) }).toSchema(),
  ),
]

const dnsName = 2
const ipAddress = 7

const toGeneralName = (host: string): GeneralName =>
  isIP(host) === 4
    ? new GeneralName({
        type: ipAddress,
        value: new asn1.OctetString({ valueHex: Uint8Array.from(host.split('.'), Number).buffer }),
      })
    : new GeneralName({ type: dnsName, value: host })

const createAuthorityKeyId = (keyId: ArrayBuffer): Extension =>
  createExtension(
    '2.5.29.35',
    false,
    new asn1.Sequence({
      value: [new asn1.Primitive({ idBlock: { tagClass: 3, tagNumber: 0 }, valueHex: keyId })],
    }),
  )
