import type { Facts, Log } from '../../src/core/logger.js'

export interface HeardLine {
  readonly severity: keyof Log
  readonly says: string
  readonly facts: Facts
}

/** A log that keeps what it is told. */
export function heardLog(): Log & { readonly lines: readonly HeardLine[] } {
  const lines: HeardLine[] = []
  const hear =
    (severity: keyof Log) =>
    (says: string, facts: Facts = {}) =>
      void lines.push({ severity, says, facts })
  return {
    lines,
    debug: hear('debug'),
    info: hear('info'),
    warn: hear('warn'),
    error: hear('error'),
  }
}
