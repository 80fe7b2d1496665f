import { SettingError } from '../core/setting-error.js'
import { describeDataError } from './data-error.js'
import type { Engine } from './engine.js'
import { sqlStore } from './sql-store.js'
import type { Synchronous } from './sqlite-file.js'
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
  let engine: Engine | undefined
  try {
    engine = scheme
      ? (await import('./postgres.js')).postgres(data)
      : (await import('./sqlite.js')).sqlite(data, synchronous)
    return await sqlStore(engine)
  } catch (error) {
    await engine?.close().catch(() => {})
    throw describeDataError(error, data)
  }
}
