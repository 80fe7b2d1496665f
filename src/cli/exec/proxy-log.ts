import type { ProxyRoute } from './proxy-route.js'

/** One call that came to the proxy, and what became of it. */
export interface ProxyLogEntry {
  /** `CONNECT` is a tunnel that is not looked into. */
  readonly method: string
  readonly url: string
  /** The operation, where a header names it. */
  readonly operation?: string
  readonly outcome: 'answered here' | 'passed on' | 'refused' | 'not trusted'
  /** What a person should know of a call that did not get through. */
  readonly note?: string
}

/** Hears of every call to the proxy as it comes. */
export type LogProxyCall = (entry: ProxyLogEntry) => void

const became: Readonly<Record<ProxyRoute, ProxyLogEntry['outcome']>> = {
  here: 'answered here',
  loopback: 'passed on',
  allowed: 'passed on',
  amazon: 'refused',
  elsewhere: 'refused',
}

export function createLogEntry(
  call: Pick<ProxyLogEntry, 'method' | 'url' | 'operation'>,
  host: string,
  route: ProxyRoute,
): ProxyLogEntry {
  const note = explainRefusal(host, route)
  return { ...call, outcome: became[route], ...(note && { note }) }
}

/** Why a call to a host does not get through, and what to do about it. */
function explainRefusal(host: string, route: ProxyRoute): string | undefined {
  if (route === 'amazon')
    return `${host} was refused: MTurk, SQS and SNS are answered here, and no call goes to Amazon.`
  if (route === 'elsewhere')
    return `${host} was refused: no call leaves this machine. To let calls to it pass, say --allow-host ${host}.`
  return undefined
}

/** A program that was told of the certificate and does not look at what it was told. */
export const createUntrustedEntry = (host: string): ProxyLogEntry => ({
  method: 'CONNECT',
  url: `https://${host}/`,
  outcome: 'not trusted',
  note: `The program does not trust the certificate for ${host}, whose authority AWS_CA_BUNDLE names.`,
})
