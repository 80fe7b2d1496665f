import type { RequestListener } from 'node:http'
import { SettingError } from '../core/setting-error.js'
import { realTimer } from '../core/timer.js'
import { defaultLimits, listenHttp } from '../server/http-server.js'
import type { Mailbox } from '../services/smtp/mailbox.js'
import { startSmtpServer } from '../services/smtp/smtp-server.js'
import type { Config } from './config/settings.js'

const smtpLimits = {
  timer: realTimer,
  maxMailBytes: 10 * 1024 * 1024,
  connections: 100,
  lifetime: 10 * 60_000,
}

/** Open ports of an emulator. */
interface Ports {
  /** Without a slash at the end. */
  readonly endpoint: string
  readonly smtp: string
  /** Closes each HTTP connection after its next response. */
  drain(): void
  /** Stops accepting connections and gives open ones a grace period in milliseconds. */
  close(grace: number): Promise<void>
}

type PortOptions = Pick<Config, 'host' | 'port' | 'smtpPort' | 'connections'>

/** @throws SettingError when a port is taken or the address is not local */
export async function openPorts(
  { host, port, smtpPort, connections: maxConnections }: PortOptions,
  listener: RequestListener,
  mailbox: Mailbox,
): Promise<Ports> {
  const http = await listenHttp(listener, host, port, realTimer.after, {
    ...defaultLimits,
    maxConnections,
  })
  const smtp = await startSmtpServer({ mailbox, ...smtpLimits }, host, smtpPort).catch(
    async (error: NodeJS.ErrnoException) => {
      await http.close(0)
      throw new SettingError(
        `Port ${smtpPort} of ${host} cannot be used for the mailbox (${error.code}). Give --smtp-port another, or 0 for a free one.`,
      )
    },
  )
  const name = reachableName(host)

  return {
    endpoint: `http://${name}:${http.port}`,
    smtp: `smtp://${name}:${smtp.port}`,
    drain: http.drain,
    async close(grace) {
      await http.close(grace)
      await smtp.close()
    },
  }
}

/** A client cannot connect to the wildcard address, so use loopback in URLs. */
const reachableName = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
