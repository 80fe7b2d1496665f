import { wallClock } from '../../core/clock.js'
import { systemRandom } from '../../core/random.js'
import { makeAuthority } from './authority.js'
import { type Environment, environmentFor } from './environment.js'
import type { Journal } from './journal.js'
import { openProxy } from './proxy.js'
import { makeRunFolder } from './run-folder.js'

export interface EnclosureParts {
  /** Where the emulator answers. */
  readonly endpoint: string
  /** Hosts elsewhere that the program may call. */
  readonly allowed: readonly string[]
  readonly journal: Journal
  /** What the program would have run with. */
  readonly environment: Environment
}

/** What surrounds a program, so that it runs unchanged and its calls do not get out. */
export interface Enclosure {
  /** What the program is to run with. */
  readonly environment: Environment
  /** Ends the proxy, and takes away the files that the program was told of. */
  close(): Promise<void>
}

export async function enclose(parts: EnclosureParts): Promise<Enclosure> {
  const { allowed, journal, environment } = parts
  const endpoint = new URL(parts.endpoint)
  const authority = await makeAuthority(wallClock.now(), systemRandom)
  const folder = await makeRunFolder(environment, authority.certificate, allowed.length > 0)
  const proxy = await openProxy({
    endpoint,
    authority,
    // An emulator on another machine hands out URLs of its own.
    allowed: [...allowed, endpoint.hostname],
    journal,
  })
  return {
    environment: environmentFor(environment, {
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
