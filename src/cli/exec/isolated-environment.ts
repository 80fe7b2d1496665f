import { realClock } from '../../core/clock.js'
import { systemRandom } from '../../core/random.js'
import { createAuthority } from './certificate-authority.js'
import { buildEnvironment, type EnvironmentVariables } from './environment.js'
import { openProxy } from './proxy.js'
import type { LogProxyCall } from './proxy-log.js'
import { createRunFolder } from './run-folder.js'

interface IsolationOptions {
  /** Where the emulator answers. */
  readonly endpoint: string
  /** Hosts elsewhere that the program may call. */
  readonly allowedHosts: readonly string[]
  readonly logCall: LogProxyCall
  /** What the program would have run with. */
  readonly environment: EnvironmentVariables
}

/** What surrounds a program, so that it runs unchanged and its calls do not get out. */
interface IsolatedEnvironment {
  /** What the program is to run with. */
  readonly environment: EnvironmentVariables
  /** Ends the proxy, and takes away the files that the program was told of. */
  close(): Promise<void>
}

export async function createIsolatedEnvironment(
  parts: IsolationOptions,
): Promise<IsolatedEnvironment> {
  const { allowedHosts, logCall, environment } = parts
  const endpoint = new URL(parts.endpoint)
  const authority = await createAuthority(realClock.now(), systemRandom)
  const folder = await createRunFolder(environment, authority.certificate, allowedHosts.length > 0)
  const proxy = await openProxy({
    endpoint,
    authority,
    // An emulator on another machine hands out URLs of its own.
    allowedHosts: [...allowedHosts, endpoint.hostname],
    logCall,
  })
  return {
    environment: buildEnvironment(environment, {
      ...folder,
      proxy: proxy.url,
      endpoint: endpoint.origin,
    }),
    async close() {
      proxy.close()
      await folder.remove()
    },
  }
}
