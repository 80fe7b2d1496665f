import { realClock } from '../../core/clock.js'
import { systemRandom } from '../../core/random.js'
import type { ControlClient } from '../../server/control/client.js'
import { createDestinationGuard } from '../../services/egress/connection-guard.js'
import { createAuthority } from '../../services/tls/certificate-authority.js'
import { buildEnvironment, type EnvironmentVariables } from './environment.js'
import { openProxy } from './proxy.js'
import type { LogProxyCall } from './proxy-log.js'
import { registerProxy } from './register-proxy.js'
import { createRunFolder } from './run-folder.js'
import { readTcpTables } from './socket-owner.js'

interface IsolationOptions {
  /** Endpoint of the emulator, and a client of its control API. */
  readonly endpoint: string
  readonly control: ControlClient
  /** Other hosts that the program may call. */
  readonly allowedHosts: readonly string[]
  /** Whether the program has keys. */
  readonly hasCredentials?: boolean
  readonly logCall: LogProxyCall
  /** The original environment. */
  readonly environment: EnvironmentVariables
}

/** The environment of an unmodified program whose calls cannot leave the machine. */
interface IsolatedEnvironment {
  /** Environment variables for the program. */
  readonly environment: EnvironmentVariables
  /** Stops the proxy and deletes the temporary files. */
  close(): Promise<void>
}

export async function createIsolatedEnvironment(
  parts: IsolationOptions,
): Promise<IsolatedEnvironment> {
  const { allowedHosts, logCall, environment, hasCredentials = true } = parts
  const endpoint = new URL(parts.endpoint)
  const authority = await createAuthority(realClock.now(), systemRandom)
  const folder = await createRunFolder(
    environment,
    authority.certificate,
    allowedHosts.length > 0,
    hasCredentials,
  )
  const proxy = await openProxy({
    endpoint,
    authority,
    // Links of an emulator on another machine must be reachable too.
    allowedHosts: [...allowedHosts, endpoint.hostname],
    resolve: createDestinationGuard({}),
    random: systemRandom,
    readTcpTables,
    logCall,
  })
  const unregister = await registerProxy(parts.control, endpoint, proxy).catch(
    async (error: unknown) => {
      proxy.close()
      await folder.remove()
      throw error
    },
  )
  return {
    environment: buildEnvironment(environment, {
      ...folder,
      proxy: proxy.url,
      endpoint: endpoint.origin,
    }),
    async close() {
      proxy.close()
      await unregister()
      await folder.remove()
    },
  }
}
