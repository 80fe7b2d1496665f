import { SettingError } from '../core/setting-error.js'
import { sqlStore } from './sql-store.js'
import type { Synchronous } from './sqlite.js'
import type { Store } from './store.js'

/**
 * Opens the store of a world.
 *
 * @param data a URL of PostgreSQL, or a file of SQLite's
 * @param synchronous what of a file outlives a power cut
 * @throws SettingError when it cannot be opened
 */
export async function openStore(data: string, synchronous?: Synchronous): Promise<Store> {
  const scheme = /^([a-z+]+):\/\//i.exec(data)?.[1]
  if (scheme && !/^postgres(ql)?$/.test(scheme))
    throw new SettingError(
      `The world cannot be kept by ${scheme}. Give --data a file, or a URL of postgres://.`,
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
    // Its URL may hold a password.
    const subject = scheme ? 'The database' : `The data file ${data}`
    throw new SettingError(
      `${subject} cannot be opened: ${(error as Error).message || 'nobody answers'}. Give --data another.`,
    )
  }
}
