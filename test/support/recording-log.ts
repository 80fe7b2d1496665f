import type { LogFields, Logger } from '../../src/core/logger.js'

export interface RecordedLine {
  readonly severity: keyof Logger
  readonly message: string
  readonly facts: LogFields
}

/** A logger that records its lines. */
export function createRecordingLog(): Logger & { readonly lines: readonly RecordedLine[] } {
  const lines: RecordedLine[] = []
  const record =
    (severity: keyof Logger) =>
    (message: string, facts: LogFields = {}) =>
      void lines.push({ severity, message, facts })
  return {
    lines,
    debug: record('debug'),
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
  }
}
