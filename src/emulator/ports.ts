import type { Socket } from 'node:net'
import { realClock } from '../core/clock.js'
import { describeListenError } from '../core/listen-error.js'
import { systemRandom } from '../core/random.js'
import { SettingError } from '../core/setting-error.js'
import { realTimer } from '../core/timer.js'
import { requestListener } from '../server/app.js'
import { defaultLimits, listenHttp } from '../server/http-server.js'
import type { Middleware } from '../server/middleware.js'
import type { Mailbox } from '../services/smtp/mailbox.js'
import { startSmtpServer } from '../services/smtp/smtp-server.js'
import type { Config } from './config/settings.js'

const smtpLimits = {
  timer: realTimer,
  connections: 100,
  lifetime: 10 * 60_000,
}

/** Where HTTP requests reach the emulator. */
export interface HttpFront {
  /** Without a slash at the end. */
  readonly endpoint: () => string
  /** The local ports on which requests arrive, as far as they are known. */
  readonly ports: () => readonly number[]
  /** Closes each HTTP connection with its next response. */
  drain(): void
  /**
   * Accepts no more connections; requests in progress are answered with 503 after the grace.
   *
   * @param grace in milliseconds
   * @param linger milliseconds in which an idle connection may still send a request
   */
  close(grace: number, linger?: number): Promise<void>
}

/** @throws SettingError when the address cannot be used */
export type OpenHttp = (
  app: Middleware,
  report: (error: unknown) => void,
  /** Whether a connection outlives the front. */
  isHeld: (socket: Socket) => boolean,
) => Promise<HttpFront>

/** A port of the emulator's own. */
export const openHttpPort =
  ({ host, port, connections }: Pick<Config, 'host' | 'port' | 'connections'>): OpenHttp =>
  async (app, report, isHeld) => {
    const listener = requestListener(app, report)
    const limits = { ...defaultLimits, maxConnections: connections }
    const server = await listenHttp(listener, host, port, realTimer.after, limits, isHeld)
    const endpoint = `http://${reachableName(host)}:${server.port}`
    return {
      endpoint: () => endpoint,
      ports: () => [server.port],
      drain: server.drain,
      close: server.close,
    }
  }

/** The mailbox's port. */
export interface SmtpPort {
  readonly endpoint: string
  readonly port: number
  close(grace: number): Promise<void>
}

/** @throws SettingError when the port is taken */
export async function openSmtpPort(
  {
    host,
    smtpPort,
    mailLimit: maxMailBytes,
    smtpStarttls,
  }: Pick<Config, 'host' | 'smtpPort' | 'mailLimit' | 'smtpStarttls'>,
  mailbox: Mailbox,
  committed?: () => Promise<void> | undefined,
): Promise<SmtpPort> {
  const createCertificate = smtpStarttls ? () => createServerCertificate(host) : undefined
  const options = { mailbox, committed, maxMailBytes, createCertificate, ...smtpLimits }
  const smtp = await startSmtpServer(options, host, smtpPort).catch(
    (error: NodeJS.ErrnoException) => {
      throw new SettingError(
        describeListenError(error, { host, port: smtpPort, flag: '--smtp-port' }),
      )
    },
  )
  return {
    endpoint: `smtp://${reachableName(host)}:${smtp.port}`,
    port: smtp.port,
    close: smtp.close,
  }
}

async function createServerCertificate(host: string) {
  const { createAuthority } = await import('../services/tls/certificate-authority.js')
  const authority = await createAuthority(realClock.now(), systemRandom)
  return authority.issue([...new Set([reachableName(host), 'localhost', '127.0.0.1'])])
}

/** A client cannot connect to the wildcard address, so use loopback in URLs. */
const reachableName = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
