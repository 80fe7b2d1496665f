import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback } from '../../core/loopback.js'
import type { WireError } from '../../services/aws/wire-error.js'
import type { ParsedCall } from '../parse-call.js'
import { isNotification } from './refuse-notifications.js'
import { type HostCheck, hostName } from './same-origin.js'

export interface CallSourceOptions {
  /** Origins whose pages may call, besides loopback and our own. */
  readonly corsOrigins: readonly string[]
  readonly isAllowedHost: HostCheck
  /** Whether a signature proves who calls. Otherwise any access key is accepted. */
  readonly verifiesSignatures: boolean
}

/**
 * Refuses a call that a browser sends for a page of another site, and a message of a topic. The call
 * has passed authentication.
 *
 * `Sec-Fetch-Site` cannot decide: a page on `localhost` that calls 127.0.0.1 counts as cross-site.
 */
export function createSourceCheck({
  corsOrigins,
  isAllowedHost,
  verifiesSignatures,
}: CallSourceOptions): (call: ParsedCall) => WireError | undefined {
  const allowedOrigins = new Set(corsOrigins)
  const isAllowedOrigin = (origin: string, headers: IncomingHttpHeaders) =>
    allowedOrigins.has(origin) || isLoopbackOrigin(origin) || isOwnOrigin(origin, headers)
  const isOwnOrigin = (origin: string, headers: IncomingHttpHeaders) =>
    URL.canParse(origin) &&
    new URL(origin).host === headers.host?.toLowerCase() &&
    isAllowedHost(headers)

  return (call) => {
    const { method, headers, signature } = call
    if (isNotification(headers)) return forbidden('A topic may not call the emulator.')
    if (verifiesSignatures && signature) return undefined
    const { origin } = headers
    if (origin !== undefined)
      return isAllowedOrigin(origin, headers)
        ? undefined
        : forbidden(
            `Pages of ${origin} may not call this emulator. Start it with --cors-origins ${origin} to allow that.`,
          )
    // A link, an image or a frame of any page sends a GET without `Origin`, and can copy a presigned
    // URL; headers it cannot set.
    const isPlainGet = method !== 'POST' && (!signature || signature.presigned)
    return isPlainGet && isFromBrowser(headers) && !mayFollow(call)
      ? forbidden('A browser may change something with a POST only, not with a link or an image.')
      : undefined
  }
}

const forbidden = (message: string): WireError => ({
  status: 403,
  code: 'AccessDeniedException',
  message,
})

const isLoopbackOrigin = (origin: string): boolean =>
  URL.canParse(origin) && /^https?:/.test(origin) && isLoopback(new URL(origin).hostname)

/**
 * Browsers send `Sec-Fetch-Site` to loopback names and by TLS only, while other names may lead here
 * too. Node sends `Sec-Fetch-Mode`, so that header does not count.
 */
const isFromBrowser = (headers: IncomingHttpHeaders): boolean =>
  headers['sec-fetch-site'] !== undefined ||
  headers['sec-fetch-dest'] !== undefined ||
  (!isLoopback(hostName(headers.host ?? '')) && /^Mozilla\//.test(headers['user-agent'] ?? ''))

/** Reading changes nothing, and the links in the messages of topics work when clicked. */
const mayFollow = ({ service, operation }: ParsedCall): boolean =>
  /^(Get|List|$)/.test(operation) ||
  (service === 'sns' && (operation === 'ConfirmSubscription' || operation === 'Unsubscribe'))
