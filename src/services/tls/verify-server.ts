import type { SecureContext } from 'node:tls'
import { readTextFile } from '../../core/json-file.js'
import { isLoopback } from '../../core/loopback.js'
import { SettingError } from '../../core/setting-error.js'

/** Options of a TLS connection that decide whether the server's certificate is verified. */
interface VerificationOptions {
  readonly rejectUnauthorized: boolean
  readonly secureContext?: SecureContext
}

/**
 * Chooses the options for a host, written as in a URL's `hostname`. Its name decides, not what it
 * resolves to: a server on the developer's machine rarely has a certificate that can be verified.
 */
export type VerifyServer = (host: string) => VerificationOptions

/**
 * @param authorities file of authorities (PEM) that are trusted besides the public ones
 * @throws SettingError when the file cannot be read or holds no certificate
 */
export function createServerVerification(authorities?: string): VerifyServer {
  const verified: VerificationOptions = {
    rejectUnauthorized: true,
    ...(authorities !== undefined && { secureContext: trustAuthorities(authorities) }),
  }
  return (host) => (isLoopback(host) ? { rejectUnauthorized: false } : verified)
}

function trustAuthorities(file: string): SecureContext {
  const { createSecureContext, rootCertificates } = process.getBuiltinModule('node:tls')
  const pem = readTextFile('The file of certificate authorities', file)
  // A list of authorities replaces Node's own, which `NODE_EXTRA_CA_CERTS` extends.
  const { NODE_EXTRA_CA_CERTS: extraFile } = process.env
  const extra = extraFile ? [readTextFile('The file of NODE_EXTRA_CA_CERTS', extraFile)] : []
  try {
    if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new Error('There is no certificate.')
    return createSecureContext({ ca: [...rootCertificates, ...extra, pem] })
  } catch {
    throw new SettingError(
      `The file of certificate authorities ${file} must hold certificates in PEM form: -----BEGIN CERTIFICATE-----.`,
    )
  }
}

/**
 * Returns what to say of an error that a connection failed with because of the server's certificate,
 * or else the error itself.
 */
export function explainCertificateError(error: unknown, host: string): unknown {
  const { code, originalCode = code } = error as { code?: string; originalCode?: string }
  const reason = certificateErrors[originalCode ?? '']
  return reason === undefined
    ? error
    : new Error(`The certificate of ${host} ${reason} (${originalCode}).`, { cause: error })
}

const unknownAuthority =
  'is of no authority that is trusted; give its authority with --ca FILE if you trust it'

/** OpenSSL's and Node's names of what is wrong with a certificate. */
const certificateErrors: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  CERT_REVOKED: 'was revoked',
  CERT_UNTRUSTED: unknownAuthority,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
}
