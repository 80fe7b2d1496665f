import type { Destination } from './destination.js'

/** One call that came to the proxy, and what became of it. */
export interface Entry {
  /** `CONNECT` is a tunnel that is not looked into. */
  readonly method: string
  readonly url: string
  /** The operation, where a header names it. */
  readonly operation?: string
  readonly became: 'answered here' | 'passed on' | 'refused' | 'not trusted'
  /** What a person should know of a call that did not get through. */
  readonly note?: string
}

/** Hears of every call to the proxy as it comes. */
export type Journal = (entry: Entry) => void

const became: Readonly<Record<Destination, Entry['became']>> = {
  here: 'answered here',
  loopback: 'passed on',
  allowed: 'passed on',
  amazon: 'refused',
  elsewhere: 'refused',
}

export function entryOf(
  call: Pick<Entry, 'method' | 'url' | 'operation'>,
  host: string,
  destination: Destination,
): Entry {
  const note = refusalOf(host, destination)
  return { ...call, became: became[destination], ...(note && { note }) }
}

/** Why a call to a host does not get through, and what to do about it. */
export function refusalOf(host: string, destination: Destination): string | undefined {
  if (destination === 'amazon')
    return `${host} was refused: MTurk, SQS and SNS are answered here, and no call goes to Amazon.`
  if (destination === 'elsewhere')
    return `${host} was refused: no call leaves this machine. To let calls to it pass, say --allow-host ${host}.`
  return undefined
}

/** A program that was told of the certificate and does not look at what it was told. */
export const distrust = (host: string): Entry => ({
  method: 'CONNECT',
  url: `https://${host}/`,
  became: 'not trusted',
  note: `The program does not trust the certificate for ${host}, whose authority AWS_CA_BUNDLE names.`,
})
