import type { Engine } from './engine.js'
import notifications from './migrations/0001-notifications.sql?raw'
import marketplace from './migrations/0002-marketplace.sql?raw'
import pages from './migrations/0003-pages.sql?raw'
import crowds from './migrations/0004-crowds.sql?raw'
import deliveryEnds from './migrations/0005-delivery-ends.sql?raw'
import tokenEnds from './migrations/0006-token-ends.sql?raw'
import plainNames from './migrations/0007-plain-names.sql?raw'
import receivers from './migrations/0008-receivers.sql?raw'

/** In order of execution; a released migration is never changed. */
const migrations: readonly string[] = [
  notifications,
  marketplace,
  pages,
  crowds,
  deliveryEnds,
  tokenEnds,
  plainNames,
  receivers,
]

/** Runs the missing migrations in one transaction. */
export async function migrate(engine: Engine): Promise<void> {
  await engine.transaction(async (sql) => {
    if (engine.migrationLock) await sql.script(engine.migrationLock)
    await sql.script('create table if not exists migrations (number integer primary key)')
    const [last] = await sql.rows<{ number: number | null }>(
      'select max(number) as number from migrations',
    )
    const done = last?.number ?? 0
    if (done > migrations.length)
      throw new Error(
        `The data was written by a newer mturk-local (its schema version is ${done}, this version supports ${migrations.length}). Use that version, or give --data another file.`,
      )
    for (const [index, script] of migrations.entries()) {
      if (index < done) continue
      await sql.script(script.replaceAll('{{position}}', engine.autoIncrementKey))
      await sql.run('insert into migrations (number) values (?)', [index + 1])
    }
  })
}
