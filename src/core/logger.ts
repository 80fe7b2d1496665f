/** Logger interface, injected like the clocks. */
export interface Logger {
  /** Whether lines of severity info are written; absent if they are. Fields need not be built otherwise. */
  readonly writesInfo?: boolean
  /** Useful while debugging. */
  debug(message: string, fields?: LogFields): void
  /** An expected event, such as a request that succeeded. */
  info(message: string, fields?: LogFields): void
  /** A request or delivery that did not succeed. */
  warn(message: string, fields?: LogFields): void
  /** The emulator itself failed. */
  error(message: string, fields?: LogFields): void
}

/** Fields of a log entry besides its message; of an `error` the stack is written. */
export type LogFields = Readonly<Record<string, unknown>>

/** From the most verbose to silent. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]
