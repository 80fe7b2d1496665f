import { SettingError } from '../core/setting-error.js'
import { sqlStore } from './sql-store.js'
import type { Synchronous } from './sqlite.js'
import type { Store } from './store.js'

/**
 * Opens the store that `data` names.
 *
 * @param data a URL of PostgreSQL, or a file name for SQLite
 * @param synchronous durability of a SQLite file after a power failure
 * @throws SettingError when it cannot be opened
 */
export async function openStore(data: string, synchronous?: Synchronous): Promise<Store> {
  const scheme = /^([a-z+]+):\/\//i.exec(data)?.[1]
  if (scheme && !/^postgres(ql)?$/.test(scheme))
    throw new SettingError(
      `${scheme} is not supported for --data. Give a file, or a URL of postgres://.`,
    )
  try {
    const engine = scheme
      ? (await import('./postgres.js')).postgres(data)
      : (await import('./sqlite.js')).sqlite(data, synchronous)
    return await sqlStore(engine)
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY')
      throw new SettingError(
        `The data file ${data} is in use by another emulator. Give --data another file, or a URL of postgres:// that several can share.`,
      )
    // The URL may contain a password.
    const subject = scheme ? 'The database' : `The data file ${data}`
    throw new SettingError(
      `${subject} cannot be opened: ${(error as Error).message || 'no answer'}. Give --data another.`,
    )
  }
}
