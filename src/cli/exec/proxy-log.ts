import type { ProxyRoute } from './proxy-route.js'

/** One request to the proxy and its outcome. */
export interface ProxyLogEntry {
  /** `CONNECT` for a tunnel whose content is not inspected. */
  readonly method: string
  readonly url: string
  /** The operation, if a header names it. */
  readonly operation?: string
  readonly outcome: 'emulated' | 'forwarded' | 'refused' | 'untrusted'
  /** Explanation of a refused call for the user. */
  readonly note?: string
}

/** Called with each request to the proxy. */
export type LogProxyCall = (entry: ProxyLogEntry) => void

const outcomes: Readonly<Record<ProxyRoute, ProxyLogEntry['outcome']>> = {
  here: 'emulated',
  loopback: 'forwarded',
  allowed: 'forwarded',
  amazon: 'refused',
  elsewhere: 'refused',
  forbidden: 'refused',
}

export function createLogEntry(
  call: Pick<ProxyLogEntry, 'method' | 'url' | 'operation'>,
  host: string,
  route: ProxyRoute,
): ProxyLogEntry {
  const note = explainRefusal(host, route)
  return { ...call, outcome: outcomes[route], ...(note && { note }) }
}

/** Why calls to a host are refused, and what to do about it. */
function explainRefusal(host: string, route: ProxyRoute): string | undefined {
  if (route === 'amazon')
    return `${host} was refused: MTurk, SQS and SNS are answered here, and no call goes to Amazon.`
  if (route === 'elsewhere')
    return `${host} was refused: no call leaves this machine. To allow it, give --allow-host ${host}.`
  if (route === 'forbidden')
    return `${host} was refused: its name leads to an address to which no call goes.`
  return undefined
}

/** Entry for a program that ignores the configured certificate. */
export const createUntrustedEntry = (host: string): ProxyLogEntry => ({
  method: 'CONNECT',
  url: `https://${host}/`,
  outcome: 'untrusted',
  note: `The program does not trust the certificate for ${host}, which AWS_CA_BUNDLE names.`,
})
