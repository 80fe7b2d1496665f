/** Whom the emulator tells what it does: handed in, as clocks are. */
export interface Logger {
  /** Of interest to whoever looks for something. */
  debug(message: string, fields?: LogFields): void
  /** What was asked for, and done. */
  info(message: string, fields?: LogFields): void
  /** What did not go as somebody wanted it to. */
  warn(message: string, fields?: LogFields): void
  /** The emulator itself failed. */
  error(message: string, fields?: LogFields): void
}

/** What a line knows besides its sentence; of an `error` the stack is shown. */
export type LogFields = Readonly<Record<string, unknown>>

/** From the most talkative to the one that says nothing. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]
