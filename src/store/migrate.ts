import { isDataError, SchemaError } from './data-error.js'
import type { Engine, Sql } from './engine.js'
import notifications from './migrations/0001-notifications.sql?raw'
import marketplace from './migrations/0002-marketplace.sql?raw'
import pages from './migrations/0003-pages.sql?raw'
import crowds from './migrations/0004-crowds.sql?raw'
import deliveryEnds from './migrations/0005-delivery-ends.sql?raw'
import tokenEnds from './migrations/0006-token-ends.sql?raw'
import plainNames from './migrations/0007-plain-names.sql?raw'
import receivers from './migrations/0008-receivers.sql?raw'
import retention from './migrations/0009-retention.sql?raw'
import tickets from './migrations/0010-tickets.sql?raw'
import lists from './migrations/0011-lists.sql?raw'
import batches from './migrations/0012-batches.sql?raw'
import { fillBatches } from './migrations/fill-batches.js'
import { fillMessageKeys } from './migrations/fill-message-keys.js'

interface Migration {
  readonly script?: string
  /** Runs after the script and does what SQL cannot do alone. */
  readonly fill?: (sql: Sql) => Promise<void>
}

/** In order of execution; a released migration is never changed. */
const migrations: readonly Migration[] = [
  { script: notifications },
  { script: marketplace },
  { script: pages },
  { script: crowds },
  { script: deliveryEnds },
  { script: tokenEnds },
  { script: plainNames },
  { script: receivers },
  { script: retention },
  { script: tickets },
  { script: lists },
  { script: batches, fill: fillBatches },
  { fill: fillMessageKeys },
]

/** The schema version of data that this version has opened. */
export const schemaVersion = migrations.length

/**
 * Runs the missing migrations in one transaction, or creates the schema that they all make.
 *
 * @returns the version that the schema had, if it was an older one
 * @throws SchemaError when the data is of a newer schema, or cannot be migrated
 */
export async function migrate(engine: Engine): Promise<number | undefined> {
  let before = 0
  try {
    await engine.transaction(async (sql) => {
      before = await readSchemaVersion(engine, sql)
      const schema = before === 0 ? engine.schema : undefined
      if (schema !== undefined) await sql.script(schema)
      for (const [index, { script, fill }] of migrations.entries()) {
        if (index < before) continue
        if (schema === undefined) {
          if (script) await sql.script(script.replaceAll('{{position}}', engine.autoIncrementKey))
          await fill?.(sql)
        }
        await sql.run('insert into migrations (number) values (?)', [index + 1])
      }
    })
  } catch (error) {
    // With an error of its own, the file is the cause, not its schema.
    if (before === 0 || error instanceof SchemaError || isDataError(error)) throw error
    throw new SchemaError(
      `has schema version ${before} and cannot be brought to version ${schemaVersion}; it is unchanged. Use the mturk-local that wrote it, or give --data another.`,
      { cause: error },
    )
  }
  return before === 0 || before === schemaVersion ? undefined : before
}

/** @throws SchemaError when the data is of a newer schema */
async function readSchemaVersion(engine: Engine, sql: Sql): Promise<number> {
  if (engine.migrationLock) await sql.script(engine.migrationLock)
  await sql.script('create table if not exists migrations (number integer primary key)')
  const last = await sql.row<{ number: number | null }>(
    'select max(number) as number from migrations',
  )
  const version = last?.number ?? 0
  if (version <= schemaVersion) return version
  throw new SchemaError(
    `was written by a newer mturk-local: its schema version is ${version}, and this version supports ${schemaVersion}. Use that version, or give --data another.`,
  )
}
