import { expect, onTestFinished, test } from 'vitest'
import type { Engine } from '../../src/store/engine.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { sqlite } from '../../src/store/sqlite.js'

const header = '-- Generated from the migrations by `npx vitest run -u test/store/schema.test.ts`.'

/** The statements that create what is in the database, in order of creation. */
async function dumpSchema(engine: Engine): Promise<string> {
  const store = await sqlStore(engine)
  onTestFinished(() => store.close())
  const rows = await engine.transaction((sql) =>
    sql.rows<{ sql: string }>(
      "select sql from sqlite_master where sql is not null and name not like 'sqlite%' and name <> 'migrations' order by rowid",
    ),
  )
  return [header, ...rows.map((row) => `${row.sql};`), ''].join('\n')
}

test('the schema of an empty database is what all migrations make', async () => {
  const migrated = await dumpSchema({ ...sqlite(':memory:'), schema: undefined })

  await expect(migrated).toMatchFileSnapshot('../../src/store/schema.sql')
})
