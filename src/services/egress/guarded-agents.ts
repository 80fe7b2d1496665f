import { Agent as HttpAgent } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
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
export const createGuardedAgents = (checks: ConnectionChecks): GuardedAgents =>
  new LazyAgents(checks)

/** Most emulators connect to nothing, and loading TLS takes a tenth of a start. */
class LazyAgents implements GuardedAgents {
  readonly #checks: ConnectionChecks
  #httpAgent: HttpAgent | undefined
  #httpsAgent: HttpsAgent | undefined

  constructor(checks: ConnectionChecks) {
    this.#checks = checks
  }

  get httpAgent(): HttpAgent {
    this.#httpAgent ??= guard(new HttpAgent(agentOptions), this.#checks)
    return this.#httpAgent
  }

  get httpsAgent(): HttpsAgent {
    const { Agent } = process.getBuiltinModule('node:https')
    this.#httpsAgent ??= guard(new Agent(agentOptions), this.#checks)
    return this.#httpsAgent
  }
}

/** An unused connection is kept for as many milliseconds as by Node's own agents. */
const agentOptions = { keepAlive: true, timeout: 5000 }

type Callback = (error: Error | null, socket: Duplex) => void

function guard<A extends HttpAgent>(agent: A, { resolve, verifyServer }: ConnectionChecks): A {
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
  return agent
}
