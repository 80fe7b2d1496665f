import { createHash, timingSafeEqual } from 'node:crypto'

/** A file that a worker uploaded for a question of a form. */
export interface Upload {
  readonly account: string
  readonly assignmentId: string
  readonly questionIdentifier: string
  /** Identifies it in the answer and in its download URL. */
  readonly key: string
  readonly type: string
  readonly bytes: number
  /** In base64. */
  readonly content: string
  /** By the world's clock. */
  readonly uploadedAt?: Date
  /** Secret; signs the URL. */
  readonly secret: string
}

/** How long a download URL is valid, in milliseconds: 60 seconds. */
const linkLifetimeMs = 60_000

/** A download URL of a file, valid from now. */
export function createDownloadUrl({ key, secret }: Upload, baseUrl: string, now: Date): string {
  const expires = now.getTime() + linkLifetimeMs
  return `${baseUrl}/mturk/files/${key}?expires=${expires}&signature=${signLink(secret, expires)}`
}

/** Whether a download URL has a valid signature and has not expired. */
export const isValidDownload = (
  { secret }: Upload,
  { expires, signature }: { readonly expires: number; readonly signature: string },
  now: Date,
): boolean =>
  signature.length === signatureLength &&
  timingSafeEqual(Buffer.from(signature), Buffer.from(signLink(secret, expires))) &&
  now.getTime() < expires

/** Hex digits of SHA-256. */
const signatureLength = 64

const signLink = (secret: string, expires: number): string =>
  createHash('sha256').update(`${secret}.${expires}`).digest('hex')
