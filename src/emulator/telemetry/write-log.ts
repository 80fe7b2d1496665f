import type { Clock } from '../../core/clock.js'
import { type Facts, type Log, type LogLevel, logLevels } from '../../core/logger.js'
import type { Scrub } from './secrets.js'

export interface LogOptions {
  readonly level: LogLevel
  /** For people to read rather than programs. */
  readonly pretty: boolean
  readonly colours: boolean
  /** The wall's. */
  readonly clock: Clock
  readonly scrub: Scrub
  /** Takes a line, its end included. */
  readonly out: (line: string) => void
}

/** A log that may still have lines in hand. */
export interface WrittenLog extends Log {
  /** Whether people read it rather than programs. */
  readonly pretty: boolean
  /** Resolves when every line so far is out. */
  flush(): Promise<void>
}

type Severity = Exclude<LogLevel, 'silent'>
type Write = (line: Line) => void

interface Line {
  readonly severity: Severity
  readonly at: Date
  readonly says: string
  readonly facts: Facts
}

/** Writes lines of the level or graver ones; what writes them is loaded with the first. */
export function writeLog(options: LogOptions): WrittenLog {
  const { level, clock, pretty } = options
  let write: Write | undefined
  let waiting: Line[] = []
  let opening: Promise<void> | undefined

  async function open(): Promise<void> {
    const opened = await writer(options)
    for (const line of waiting) opened(line)
    waiting = []
    write = opened
  }

  const say = (severity: Severity) => {
    if (logLevels.indexOf(severity) < logLevels.indexOf(level)) return () => {}
    return (says: string, facts: Facts = {}) => {
      const line = { severity, at: clock.now(), says, facts }
      if (write) return write(line)
      waiting.push(line)
      opening ??= open()
    }
  }

  return {
    pretty,
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    flush: async () => opening,
  }
}

async function writer({ pretty, colours, scrub, out }: LogOptions): Promise<Write> {
  const { default: pino } = await import('pino')
  const shown = pretty ? await forPeople(colours) : (line: string) => line
  let at = ''
  const logger = pino(
    {
      level: 'debug',
      messageKey: 'message',
      timestamp: () => `,"time":"${at}"`,
      formatters: { level: (label) => ({ level: label }) },
      // The process alone: the host's name is nobody's business.
      base: { pid: process.pid },
      serializers: { error: (error: unknown) => told(error) },
    },
    { write: (line) => out(shown(scrub(line))) },
  )
  return (line) => {
    at = line.at.toISOString()
    logger[line.severity](line.facts, printable(line.says))
  }
}

async function forPeople(colours: boolean): Promise<(line: string) => string> {
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

const mostCauses = 5

/** An error with its causes, as far as it has any. */
function told(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: printable(String(error)) }
  const { name, message, stack, cause, code } = error as Error & { code?: unknown }
  return {
    type: name,
    message: printable(message),
    ...(typeof code === 'string' && { code }),
    stack: printable(stack ?? ''),
    ...(cause !== undefined && depth < mostCauses && { cause: told(cause, depth + 1) }),
  }
}

/** What came from outside must not move a terminal's cursor. */
const printable = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\uFFFD')
