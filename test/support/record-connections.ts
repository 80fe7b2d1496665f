import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Notes every name that this process asks for and every address it connects to, until the test ends. */
export function recordConnections() {
  const names: string[] = []
  const addresses: string[] = []
  const record = (message: unknown) => {
    const { socket } = message as { socket: Socket }
    socket.on('lookup', (_error, _address, _family, host) => names.push(host))
    socket.on('connectionAttempt', (address) => addresses.push(address))
  }
  subscribe('net.client.socket', record)
  onTestFinished(() => void unsubscribe('net.client.socket', record))
  return {
    names,
    /** Those that are not this machine's. */
    externalAddresses: () => addresses.filter((address) => !/^127\.|^::1$/.test(address)),
    addresses,
  }
}
