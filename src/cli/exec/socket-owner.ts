import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { endianness } from 'node:os'

/** The addresses and ports of a connection, as the server sees it. */
export type ConnectionEnds = Pick<
  Socket,
  'remoteAddress' | 'remotePort' | 'localAddress' | 'localPort'
>

/** Reads the texts of Linux's tables of TCP connections: IPv4, and IPv6, which IPv4 may be part of. */
export type ReadTcpTables = () => readonly string[]

export const readTcpTables: ReadTcpTables = () =>
  ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => {
    try {
      return readFileSync(file, 'utf8')
    } catch {
      return ''
    }
  })

/**
 * Finds the user who owns the client's end of a connection from this machine.
 *
 * @returns the user ID, or `undefined` if the system does not report it
 */
export function findSocketOwner(
  { remoteAddress, remotePort, localAddress, localPort }: ConnectionEnds,
  readTables: ReadTcpTables,
): number | undefined {
  const ends = [formatEnd(remoteAddress, remotePort), formatEnd(localAddress, localPort)]
  const mapped = ends.map((end) => mappedPrefix + end)
  for (const table of readTables())
    for (const line of table.split('\n')) {
      const fields = line.trim().split(/\s+/)
      const [, local, remote] = fields
      if (![ends, mapped].some(([client, server]) => local === client && remote === server))
        continue
      // A socket that was closed already has no inode, and root's ID instead of its owner's.
      return fields[9] === '0' ? undefined : Number(fields[7])
    }
  return undefined
}

/** Addresses are written in hexadecimal in the machine's byte order, by words of four bytes. */
function formatEnd(address: string | undefined, port: number | undefined): string {
  const bytes = (address ?? '')
    .replace(/^::ffff:/i, '')
    .split('.')
    .map((byte) => formatHex(Number(byte), 2))
  if (endianness() === 'LE') bytes.reverse()
  return `${bytes.join('')}:${formatHex(port ?? 0, 4)}`
}

const formatHex = (value: number, digits: number): string =>
  value.toString(16).toUpperCase().padStart(digits, '0')

const mappedPrefix = `0000000000000000${endianness() === 'LE' ? 'FFFF0000' : '0000FFFF'}`
