import type { Clock } from '../../core/clock.js'
import { type LogFields, type Logger, type LogLevel, logLevels } from '../../core/logger.js'
import type { Redact } from './redact.js'

interface LoggerOptions {
  readonly level: LogLevel
  /** Human-readable rather than JSON. */
  readonly pretty: boolean
  readonly colours: boolean
  /** Real time. */
  readonly clock: Clock
  readonly redact: Redact
  /** Writes one line, including its line break. */
  readonly out: (line: string) => void
}

/** A logger with buffered lines. */
export interface BufferedLogger extends Logger {
  /** Whether the format is human-readable. */
  readonly pretty: boolean
  /** Resolves when all lines so far are written. */
  flush(): Promise<void>
}

type Severity = Exclude<LogLevel, 'silent'>
type WriteLine = (line: LogLine) => void

interface LogLine {
  readonly severity: Severity
  readonly at: Date
  readonly message: string
  readonly fields: LogFields
}

/** Creates a logger for a minimum level; pino is loaded with the first line. */
export function createBufferedLogger(options: LoggerOptions): BufferedLogger {
  const { level, clock, pretty } = options
  let write: WriteLine | undefined
  let buffered: LogLine[] = []
  let loading: Promise<void> | undefined

  async function load(): Promise<void> {
    const loaded = await createPinoWriter(options)
    for (const line of buffered) loaded(line)
    buffered = []
    write = loaded
  }

  const logAt = (severity: Severity) => {
    if (logLevels.indexOf(severity) < logLevels.indexOf(level)) return () => {}
    return (message: string, fields: LogFields = {}) => {
      const line = { severity, at: clock.now(), message, fields }
      if (write) return write(line)
      buffered.push(line)
      loading ??= load()
    }
  }

  return {
    pretty,
    writesInfo: logLevels.indexOf('info') >= logLevels.indexOf(level),
    debug: logAt('debug'),
    info: logAt('info'),
    warn: logAt('warn'),
    error: logAt('error'),
    flush: async () => loading,
  }
}

async function createPinoWriter({
  pretty,
  colours,
  redact,
  out,
}: LoggerOptions): Promise<WriteLine> {
  const { default: pino } = await import('pino')
  const format = pretty ? await createPrettyFormatter(colours) : (line: string) => line
  let at = ''
  const logger = pino(
    {
      level: 'debug',
      messageKey: 'message',
      timestamp: () => `,"time":"${at}"`,
      formatters: { level: (label) => ({ level: label }) },
      // Only the process ID: the host name is private.
      base: { pid: process.pid },
      serializers: { error: (error: unknown) => serializeError(error) },
    },
    { write: (line) => out(format(redact(line))) },
  )
  return (line) => {
    at = line.at.toISOString()
    logger[line.severity](line.fields, replaceControlCharacters(line.message))
  }
}

async function createPrettyFormatter(colours: boolean): Promise<(line: string) => string> {
  const { prettyFactory } = await import('pino-pretty')
  return prettyFactory({
    colorize: colours,
    messageKey: 'message',
    errorLikeObjectKeys: ['error'],
    ignore: 'pid',
    translateTime: 'SYS:HH:MM:ss.l',
    singleLine: true,
  })
}

const maxCauses = 5

/** Serializes an error with its causes. */
function serializeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: replaceControlCharacters(String(error)) }
  const { name, message, stack, cause, code } = error as Error & { code?: unknown }
  return {
    type: name,
    message: replaceControlCharacters(message),
    ...(typeof code === 'string' && { code }),
    stack: replaceControlCharacters(stack ?? ''),
    ...(cause !== undefined && depth < maxCauses && { cause: serializeError(cause, depth + 1) }),
  }
}

/** Control characters from outside must not reach a terminal. */
const replaceControlCharacters = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\uFFFD')
