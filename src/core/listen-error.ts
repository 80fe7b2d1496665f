interface ListenAddress {
  readonly host: string
  readonly port: number
  /** Stubbed in tests. */
  readonly platform?: NodeJS.Platform
}

const hostErrors = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN']

const needsRights = (code: string | undefined, port: number) => code === 'EACCES' && port <= 1023

/** Why a port cannot be opened, as a sentence without its full stop. */
export function explainListenError(
  { code, message }: NodeJS.ErrnoException,
  { host, port, platform = process.platform }: ListenAddress,
): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${host} is taken, perhaps by another mturk-local`
  if (needsRights(code, port)) return `Port ${port} needs more rights`
  if (code === 'EACCES' && platform === 'win32')
    return `Port ${port} is reserved by Windows (netsh interface ipv4 show excludedportrange tcp lists such ports)`
  if (code === 'EACCES') return `Port ${port} of ${host} may not be opened by this user`
  if (hostErrors.includes(code ?? '')) return `${host} is not an address of this machine`
  return `${host}:${port} cannot be listened on (${code ?? message})`
}

interface FlaggedAddress extends ListenAddress {
  /** The flag that gives another port. */
  readonly flag: '--port' | '--smtp-port'
}

/** Why a port of the emulator cannot be opened, and what to give instead. */
export function describeListenError(error: NodeJS.ErrnoException, address: FlaggedAddress): string {
  return `${explainListenError(error, address)}. ${adviseFlag(error, address)}`
}

function adviseFlag({ code }: NodeJS.ErrnoException, { port, flag }: FlaggedAddress): string {
  if (needsRights(code, port)) return `Give ${flag} one above 1023.`
  if (code === 'EADDRINUSE' || code === 'EACCES')
    return `Give ${flag} another, or 0 for a free one.`
  if (hostErrors.includes(code ?? '')) return 'Give --host another.'
  return `Give --host or ${flag} another.`
}
