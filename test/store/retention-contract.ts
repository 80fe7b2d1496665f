import { expect, onTestFinished, test } from 'vitest'
import type { AssignmentRecord } from '../../src/domain/assignment.js'
import type { HitRecord } from '../../src/domain/hit.js'
import type { HitTypeRecord } from '../../src/domain/hit-type.js'
import {
  deleteExcessDisposedHits,
  deleteHitsDisposedBy,
} from '../../src/mturk/retention/delete-disposed-hits.js'
import { deleteExcessTokens } from '../../src/mturk/retention/delete-idempotency-tokens.js'
import { sweepHitTypes, sweepWorkers } from '../../src/mturk/retention/delete-unused.js'
import { deleteExcessUploads } from '../../src/mturk/retention/delete-uploads.js'
import type { Store } from '../../src/store/store.js'

const account = '000000000000'
const hit = { account, hitTypeId: 'used' } as HitRecord
const assignment = { account, workerId: 'A1', status: 'Approved' } as AssignmentRecord
const upload = {
  ...{ account, assignmentId: '', questionIdentifier: 'q', key: '', type: 'text/plain' },
  ...{ bytes: 10, content: '', secret: '' },
}
const idempotency = {
  ...{ account, operation: 'CreateHIT', result: '' },
  expiresAt: new Date('2026-01-02T00:00:00Z'),
}
const hitType = (id: string) => ({ account, id, fingerprint: id }) as HitTypeRecord

/** What every store must be able to delete. */
export function retentionContract(open: () => Promise<Store>): void {
  const openStore = async (): Promise<Store> => {
    const store = await open()
    onTestFinished(() => store.close())
    return store
  }

  test('sums a column of numbers', async () => {
    const store = await openStore()
    const sum = () => store.transaction((tx) => tx.uploads.sum({}, 'bytes'))
    expect(await sum()).toBe(0)

    for (const [index, bytes] of [2_000_000_000, 3_000_000_000].entries())
      await store.transaction((tx) =>
        tx.uploads.put({ ...upload, assignmentId: `a${index}`, bytes }),
      )

    expect(await sum()).toBe(5_000_000_000)
  })

  test('deletes old and excess records, and none that is in use', async () => {
    const store = await openStore()
    const disposedAt = new Date('2026-01-01T00:00:00Z')
    const history = [{ type: 'HITDisposed' as const, at: disposedAt }]
    await store.transaction(async (tx) => {
      for (const id of ['h1', 'h2', 'h3', 'h4'])
        await tx.hits.put({ ...hit, id, status: id === 'h2' ? 'Assignable' : 'Disposed', history })
      for (const hitId of ['h1', 'h2'])
        await tx.assignments.put({ ...assignment, id: `of ${hitId}`, hitId })
      await tx.workers.put({ id: 'A1', createdAt: disposedAt })
      for (const id of ['used', 'unused']) await tx.hitTypes.put(hitType(id))
      for (const token of ['t1', 't2']) await tx.idempotencyTokens.put({ ...idempotency, token })
      for (const assignmentId of ['a1', 'a2', 'a3'])
        await tx.uploads.put({ ...upload, assignmentId, key: assignmentId })
    })

    expect(await deleteExcessDisposedHits(store, 2)).toBe(1)
    expect(await deleteExcessTokens(store, 1)).toBe(1)
    expect(await deleteExcessUploads(store, { maxCount: 2, maxBytes: 15 })).toBe(2)
    expect(await sweepHitTypes(1)(store)).toEqual({ deleted: 1, isDone: true })
    expect(await sweepWorkers(0)(store)).toEqual({ deleted: 0, isDone: true })
    const before = disposedAt.getTime() - 1
    expect(await deleteHitsDisposedBy(store, before)).toBe(0)

    expect(
      await store.transaction(async (tx) => ({
        hits: await tx.hits.pluck({}, 'id'),
        assignments: await tx.assignments.pluck({}, 'id'),
        tokens: await tx.idempotencyTokens.pluck({}, 'token'),
        uploads: await tx.uploads.pluck({}, 'key'),
        hitTypes: await tx.hitTypes.pluck({}, 'id'),
        history: (await tx.workers.find({ id: 'A1' }))?.history,
      })),
    ).toEqual({
      hits: ['h2', 'h3', 'h4'],
      assignments: ['of h2'],
      tokens: ['t2'],
      uploads: ['a3'],
      hitTypes: ['used'],
      history: { approved: 1, rejected: 0, returned: 0 },
    })
    expect(await deleteHitsDisposedBy(store, disposedAt.getTime())).toBe(2)
  })
}
