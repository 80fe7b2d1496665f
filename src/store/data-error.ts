import { explainWriteError } from '../core/file-error.js'
import { SettingError } from '../core/setting-error.js'

/** The operating system refuses the data file. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError'
}

/** The data has a schema that this version cannot use; the message says what to do. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
}

const isPostgres = (data: string): boolean => /^postgres(ql)?:/i.test(data)

/** How to name the data in a message: a URL may contain a password. */
const nameData = (data: string): string =>
  isPostgres(data) ? 'The database' : `The data file ${data}`

/**
 * What to report when data cannot be opened or used: one sentence about what is wrong, one about what
 * to do.
 *
 * @param data the setting: a URL of PostgreSQL, or a file name
 */
export function describeDataError(error: unknown, data: string): SettingError {
  if (error instanceof SettingError) return error
  const subject = nameData(data)
  if (error instanceof SchemaError) return new SettingError(`${subject} ${error.message}`)
  if (error instanceof DataFileError)
    return new SettingError(`${subject} ${explainWriteError(error.cause)}. Give --data another.`)
  const { code = '', message } = error as NodeJS.ErrnoException
  if (code === 'SQLITE_BUSY')
    return new SettingError(
      `${subject} is in use by another emulator. Give --data another file, or a URL of postgres:// that several can share.`,
    )
  if (code === 'SQLITE_NOTADB')
    return new SettingError(
      `${subject} is not a data file of mturk-local, or its beginning is damaged. Give --data another.`,
    )
  if (code.startsWith('SQLITE_CORRUPT'))
    return new SettingError(
      `${subject} is damaged. Start with a copy that mturk-local backup made, or give --data a new file.`,
    )
  if (code === 'SQLITE_FULL')
    return new SettingError(`${subject} has no room: the disk is full. Make room, and start again.`)
  const reason = connectionProblems[code] ?? `cannot be used (${message || code || 'no answer'})`
  return new SettingError(`${subject} ${reason}. Give --data another.`)
}

/** By the codes of Node and of PostgreSQL. */
const connectionProblems: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'does not answer: nothing listens at its address',
  ENOTFOUND: 'does not answer: there is no host of its name',
  EAI_AGAIN: 'does not answer: there is no host of its name',
  ETIMEDOUT: 'does not answer in time',
  ERR_INVALID_URL: 'is not named by a valid URL',
  '28P01': 'refuses the user or the password',
  '28000': 'refuses the user or the password',
  '3D000': 'does not exist on its server',
}

/** Whether the file or its disk, rather than what was done with it, is the cause of an error. */
export const isDataError = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB|FULL|IOERR|BUSY)/.test(String((error as { code?: string }).code))
