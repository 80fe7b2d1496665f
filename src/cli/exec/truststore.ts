import { X509Certificate } from 'node:crypto'
import * as asn1 from 'asn1js'
import {
  Attribute,
  AuthenticatedSafe,
  CertBag,
  ContentInfo,
  id_CertBag_X509Certificate,
  PFX,
  SafeBag,
  SafeContents,
} from 'pkijs'

/**
 * Encodes trusted certificates for Java: PKCS #12 (RFC 7292) without password, encryption or MAC,
 * since certificates are not secret.
 *
 * @param certificates as PEM
 */
export function createTruststore(certificates: readonly string[]): Buffer {
  const contents = new SafeContents({ safeBags: certificates.map(createTrustedBag) })
  const createContentInfo = (value: asn1.BaseBlock): ContentInfo =>
    new ContentInfo({
      contentType: ContentInfo.DATA,
      content: new asn1.OctetString({ valueHex: value.toBER() }),
    })
  const safe = new AuthenticatedSafe()
  safe.safeContents.push(createContentInfo(contents.toSchema()))
  return Buffer.from(new PFX({ authSafe: createContentInfo(safe.toSchema()) }).toSchema().toBER())
}

const friendlyName = '1.2.840.113549.1.9.20'
/**
 * Oracle's attribute, without which Java treats a certificate as part of a chain rather than as
 * trusted.
 */
const trustedKeyUsage = '2.16.840.1.113894.746875.1.1'
const anyUsage = '2.5.29.37.0'

const createTrustedBag = (pem: string, index: number): SafeBag =>
  new SafeBag({
    bagId: '1.2.840.113549.1.12.10.1.3',
    bagValue: new CertBag({
      certId: id_CertBag_X509Certificate,
      certValue: new asn1.OctetString({ valueHex: new X509Certificate(pem).raw }),
    }),
    bagAttributes: [
      new Attribute({
        type: friendlyName,
        values: [new asn1.BmpString({ value: `trusted-${index}` })],
      }),
      new Attribute({
        type: trustedKeyUsage,
        values: [new asn1.ObjectIdentifier({ value: anyUsage })],
      }),
    ],
  })
