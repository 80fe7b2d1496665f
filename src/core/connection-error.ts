const problems: Readonly<Record<string, (place: string) => string>> = {
  ECONNREFUSED: (place) => `Nothing listens at ${place}`,
  ENOTFOUND: (place) => `There is no host named ${place}`,
  EAI_AGAIN: (place) => `The name ${place} cannot be resolved now`,
  ETIMEDOUT: (place) => `${place} does not answer in time`,
  EHOSTUNREACH: (place) => `There is no way to ${place}`,
  ENETUNREACH: (place) => `There is no way to ${place}`,
  ECONNRESET: () => 'The connection was cut',
  EPIPE: () => 'The connection was cut',
}

/**
 * What an error says; of a connection that Node could not open or keep, a sentence with the address
 * and Node's code, which people search for.
 */
export function explainConnectionError(error: unknown): string {
  // A name with several addresses: each was tried.
  if (error instanceof AggregateError && error.errors.length > 0)
    return explainConnectionError(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  const message = error.message === 'socket hang up' ? 'read ECONNRESET' : error.message
  const [, code = '', place = ''] =
    /^(?:connect|getaddrinfo|read|write) (E[A-Z_]+)(?: (\S+))?/.exec(message) ?? []
  const describe = problems[code]
  return describe ? `${describe(place)} (${code}).` : error.message || error.name
}
