import { SettingError } from '../core/setting-error.js'
import { type Libsql, loadLibsql, openLibsql } from './libsql.js'
import { isNodeSqliteStable, loadNodeSqlite, openNodeSqlite } from './node-sqlite.js'
import type { SqliteConnection } from './sqlite-connection.js'

/** Where SQLite comes from; tests replace it. */
export interface SqliteSources {
  readonly platform: NodeJS.Platform
  readonly nodeVersion: string
  readonly loadNodeSqlite: typeof loadNodeSqlite
  readonly loadLibsql: typeof loadLibsql
}

const ownSources: SqliteSources = {
  platform: process.platform,
  nodeVersion: process.version,
  loadNodeSqlite,
  loadLibsql,
}

/**
 * Opens a connection through Node's own SQLite where it is stable, which needs no native package and
 * is faster, otherwise through libsql. Where libsql cannot be loaded, an experimental `node:sqlite`
 * serves too.
 *
 * @throws SettingError when this Node has neither
 */
export function openSqlite(file: string, sources = ownSources): SqliteConnection {
  const stable = isNodeSqliteStable(sources.nodeVersion) ? sources.loadNodeSqlite() : undefined
  if (stable) return openNodeSqlite(stable, file)
  let libsql: Libsql
  try {
    libsql = sources.loadLibsql()
  } catch {
    const experimental = sources.loadNodeSqlite()
    if (experimental) return openNodeSqlite(experimental, file)
    throw new SettingError(buildMissingMessage(sources.platform))
  }
  return openLibsql(libsql, file)
}

function buildMissingMessage(platform: NodeJS.Platform): string {
  const runtime =
    platform === 'win32'
      ? ' or the Microsoft Visual C++ Redistributable, which that binary needs, is not installed'
      : ''
  return `SQLite is missing: the package libsql has no binary for ${platform} on ${process.arch} here${runtime}. Install mturk-local on this system (a copied node_modules does not work), or use Node 24.15 or newer, which contains SQLite.`
}
