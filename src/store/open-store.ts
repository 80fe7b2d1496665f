import { SettingError } from '../options.js'
import { sqlStore } from './sql-store.js'
import type { Store } from './store.js'

/**
 * Opens the store of a world.
 *
 * @param data a URL of PostgreSQL, or a file of SQLite's
 * @throws SettingError when it cannot be opened
 */
export async function openStore(data: string): Promise<Store> {
  try {
    const engine = /^postgres(ql)?:/.test(data)
      ? (await import('./postgres.js')).postgres(data)
      : (await import('./sqlite.js')).sqlite(data)
    return await sqlStore(engine)
  } catch (error) {
    const called = /^postgres(ql)?:/.test(data) ? 'The database' : `The data file ${data}`
    throw new SettingError(
      `${called} cannot be opened: ${(error as Error).message || 'nobody answers'}. Give --data another.`,
    )
  }
}
