/** What was to be listened on, and the flag that gives another port. */
interface ListenAddress {
  readonly host: string
  readonly port: number
  readonly flag: '--port' | '--smtp-port'
  /** Stubbed in tests. */
  readonly platform?: NodeJS.Platform
}

/** Why a port cannot be opened, and what to give instead. */
export function describeListenError(
  { code, message }: NodeJS.ErrnoException,
  { host, port, flag, platform = process.platform }: ListenAddress,
): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${host} is taken, perhaps by another mturk-local. Give ${flag} another, or 0 for a free one.`
  if (code === 'EACCES' && port <= 1023)
    return `Port ${port} needs more rights. Give ${flag} one above 1023.`
  if (code === 'EACCES' && platform === 'win32')
    return `Port ${port} is reserved by Windows (netsh interface ipv4 show excludedportrange tcp lists such ports). Give ${flag} another, or 0 for a free one.`
  if (code === 'EACCES')
    return `Port ${port} of ${host} may not be opened by this user. Give ${flag} another, or 0 for a free one.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `${host} is not an address of this machine. Give --host another.`
  return `${host}:${port} cannot be listened on (${code ?? message}). Give --host or ${flag} another.`
}
