import { describe, expect, inject, test } from 'vitest'
import { postgres } from '../../src/store/postgres.js'
import { sqlStore } from '../../src/store/sql-store.js'
import { previousSchemaContract } from '../store/previous-schema.js'
import { retentionContract } from '../store/retention-contract.js'
import { storeContract } from '../store/store-contract.js'
import { newDatabase } from '../support/postgres.js'
import { runRandomWalk } from '../support/random-walk.js'
import { startTestEmulator } from '../support/setup.js'

const url = inject('postgres')

describe.skipIf(!url)('PostgreSQL', () => {
  storeContract(async () => sqlStore(postgres(await newDatabase(url))))
  retentionContract(async () => sqlStore(postgres(await newDatabase(url))))

  previousSchemaContract(async () => {
    const data = await newDatabase(url)
    return { engine: postgres(data), data }
  })

  test('stores that are opened together migrate the schema one after the other', async () => {
    const database = await newDatabase(url)

    const stores = await Promise.all(Array.from({ length: 4 }, () => sqlStore(postgres(database))))

    expect(await stores[3]!.transaction((tx) => tx.hits.count({}))).toBe(0)
    await Promise.all(stores.map((store) => store.close()))
  })

  test('a backup names the database’s own tool', async () => {
    const { control } = await startTestEmulator({ data: await newDatabase(url) })

    await expect(control.backup()).rejects.toThrow(
      'The data is in PostgreSQL, whose own tool makes consistent copies: use pg_dump.',
    )
  })

  test('a database that does not exist is reported in one sentence', async () => {
    const missing = new URL(url!)
    missing.pathname = '/never_created'

    await expect(startTestEmulator({ data: missing.href })).rejects.toThrow(
      'The database does not exist on its server. Give --data another.',
    )
  })

  test('a marketplace continues where it was after a restart', async () => {
    const data = await newDatabase(url)
    const before = await startTestEmulator({ data })
    const { HITId, HITTypeId } = await before.createHit({ MaxAssignments: 2 })
    const { receivedEventTypes } = await before.subscribeQueue(HITTypeId!)
    await before.submitAssignment('A1WORKER', HITId!)
    await before.control.accept('A2WORKER', HITId!)
    expect(await receivedEventTypes()).toEqual([
      'AssignmentAccepted',
      'AssignmentSubmitted',
      'AssignmentAccepted',
    ])
    await before.close()

    const after = await startTestEmulator({ data, seed: 'after' })
    const again = await after.subscribeQueue(HITTypeId!)
    await after.control.advance('PT1H')

    expect(await again.receivedEventTypes()).toEqual([
      'AssignmentAbandoned',
      'HITExpired',
      'HITReviewable',
    ])
  })

  test('a thousand random steps break no invariant', async () => {
    await runRandomWalk(1000, async () => ({ data: await newDatabase(url) }))
  }, 300_000)

  test('an unreachable database fails the start with one sentence', async () => {
    await expect(startTestEmulator({ data: 'postgres://mturk@127.0.0.1:1/none' })).rejects.toThrow(
      'The database does not answer: nothing listens at its address.',
    )
  })
})
