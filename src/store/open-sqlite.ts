import { SettingError } from '../core/setting-error.js'
import { type Libsql, loadLibsql, openLibsql } from './libsql.js'
import { loadNodeSqlite, openNodeSqlite } from './node-sqlite.js'
import type { SqliteConnection } from './sqlite-connection.js'

/** Where SQLite comes from; tests replace it. */
export interface SqliteSources {
  readonly platform: NodeJS.Platform
  readonly loadNodeSqlite: typeof loadNodeSqlite
  readonly loadLibsql: typeof loadLibsql
}

const ownSources: SqliteSources = {
  platform: process.platform,
  loadNodeSqlite,
  loadLibsql,
}

/**
 * Opens a connection through Node's own SQLite where this Node has it, which needs no native package
 * and is faster, otherwise through libsql.
 *
 * @throws SettingError when this Node has neither
 */
export function openSqlite(file: string, sources = ownSources): SqliteConnection {
  const nodeSqlite = sources.loadNodeSqlite()
  if (nodeSqlite) return openNodeSqlite(nodeSqlite, file)
  let libsql: Libsql
  try {
    libsql = sources.loadLibsql()
  } catch {
    throw new SettingError(buildMissingMessage(sources.platform))
  }
  return openLibsql(libsql, file)
}

function buildMissingMessage(platform: NodeJS.Platform): string {
  const runtime =
    platform === 'win32'
      ? ' or the Microsoft Visual C++ Redistributable, which that binary needs, is not installed'
      : ''
  return `SQLite is missing: the package libsql has no binary for ${platform} on ${process.arch} here${runtime}. Install mturk-local on this system (a copied node_modules does not work), or use Node 22.16 or newer, which contains SQLite.`
}
