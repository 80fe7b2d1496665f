import type { IncomingMessage } from 'node:http'
import { splitUrl } from './aws-handler.js'

/**
 * Whether a request to an app that the emulator shares is the emulator's. An unsigned call of SQS or
 * SNS is a form that is posted to the root or to the path of a queue.
 */
export function isEmulatorRequest({ method, url, headers }: IncomingMessage): boolean {
  if (headers['x-amz-target'] !== undefined) return true
  if (headers.authorization?.startsWith('AWS4-HMAC-SHA256')) return true
  if (/x-amz-/i.test(String(headers['access-control-request-headers'] ?? ''))) return true

  const { path, query } = splitUrl(url)
  if (ownPaths.test(path)) return true
  if (!callPaths.test(path)) return false
  return method === 'POST'
    ? /^application\/x-www-form-urlencoded/i.test(headers['content-type'] ?? '')
    : /(^|&)(Action|X-Amz-Signature)=/.test(query)
}

/** The pages, the control API and the certificates of SNS. */
const ownPaths =
  /^\/((console|worker|mturk|_mturk)(\/|$)|SimpleNotificationService-[0-9a-f]+\.pem$)/

/** The root and the queues: `/000000000000/name`. */
const callPaths = /^\/(\d{12}\/[\w.-]+)?$/
