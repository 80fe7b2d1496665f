import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import type { VerifyServer } from '../tls/verify-server.js'
import { answerWith, type ResolveDestination } from './connection-guard.js'

/** What is checked of a server before anything is sent to it. */
export interface ConnectionChecks {
  readonly resolve: ResolveDestination
  readonly verifyServer: VerifyServer
}

export interface GuardedAgents {
  readonly httpAgent: HttpAgent
  readonly httpsAgent: HttpsAgent
}

/**
 * Agents that keep connections, and open one to a checked address only. Their number is not bounded:
 * the callers bound the requests to one destination, and a destination that hangs must not take the
 * connections of others.
 */
export function createGuardedAgents(checks: ConnectionChecks): GuardedAgents {
  const options = { keepAlive: true, timeout: idleTimeout }
  const httpAgent = new HttpAgent(options)
  const httpsAgent = new HttpsAgent(options)
  for (const agent of [httpAgent, httpsAgent]) guard(agent, checks)
  return { httpAgent, httpsAgent }
}

/** Milliseconds for which an unused connection is kept, as by Node's own agents. */
const idleTimeout = 5000

type Callback = (error: Error | null, socket: Duplex) => void

function guard(agent: HttpAgent, { resolve, verifyServer }: ConnectionChecks): void {
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => {
    const done = callback as Callback
    const failed = (error: Error) => done(error, undefined as never)
    const host = options.host ?? 'localhost'
    resolve(host, Number(options.port)).then((addresses) => {
      const verification = verifyServer(isIP(host) === 6 ? `[${host}]` : host)
      const socket = connect({ ...options, ...verification, lookup: answerWith(addresses) })
      if (socket) done(null, socket)
    }, failed)
    return undefined
  }
}
