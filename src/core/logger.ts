/** Whom the emulator tells what it does: handed in, as clocks are. */
export interface Log {
  /** Of interest to whoever looks for something. */
  debug(says: string, facts?: Facts): void
  /** What was asked for, and done. */
  info(says: string, facts?: Facts): void
  /** What did not go as somebody wanted it to. */
  warn(says: string, facts?: Facts): void
  /** The emulator itself failed. */
  error(says: string, facts?: Facts): void
}

/** What a line knows besides its sentence; of an `error` the stack is shown. */
export type Facts = Readonly<Record<string, unknown>>

/** From the most talkative to the one that says nothing. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]
