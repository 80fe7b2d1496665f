import { isLoopback } from '../../core/loopback.js'
import { realTimer } from '../../core/timer.js'
import type { ControlClient } from '../../server/control/client.js'

/** Milliseconds for which a registration holds, and after which it is prolonged. */
const lifetime = 30_000
const interval = 10_000

/**
 * Registers a proxy with the emulator until it is closed: requests that come through it may have
 * Amazon's names, and the emulator sends nothing to its port.
 *
 * @returns a function that ends the registration
 */
export async function registerProxy(
  control: ControlClient,
  endpoint: URL,
  proxy: { readonly url: URL; readonly secret: string },
): Promise<() => Promise<void>> {
  const port = isLoopback(endpoint.hostname) ? Number(proxy.url.port) : undefined
  const register = (milliseconds: number) =>
    control.request('POST /_mturk/proxies', {
      body: { secret: proxy.secret, port, lifetime: milliseconds },
    })
  await register(lifetime)
  // An emulator that restarts meanwhile learns of the proxy again.
  let cancel = () => {}
  const scheduleNext = () => {
    cancel = realTimer.after(interval, () => {
      register(lifetime).catch(() => {})
      scheduleNext()
    })
  }
  scheduleNext()
  return async () => {
    cancel()
    await register(0).catch(() => {})
  }
}
