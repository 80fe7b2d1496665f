import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Notes every name that this process asks for and every address it connects to, until the test ends. */
export function watchConnections() {
  const names: string[] = []
  const addresses: string[] = []
  const note = (message: unknown) => {
    const { socket } = message as { socket: Socket }
    socket.on('lookup', (_error, _address, _family, host) => names.push(host))
    socket.on('connectionAttempt', (address) => addresses.push(address))
  }
  subscribe('net.client.socket', note)
  onTestFinished(() => void unsubscribe('net.client.socket', note))
  return {
    names,
    /** Those that are not this machine's. */
    away: () => addresses.filter((address) => !/^127\.|^::1$/.test(address)),
    addresses,
  }
}
