import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import type { UnitOfWork } from '../unit-of-work.js'

type RequesterStore = Pick<UnitOfWork, 'account' | 'store'>

/** Indexes a HIT by the qualifications that it requires. */
export async function indexRequirements(
  { account, store }: RequesterStore,
  { id: hitId }: HitRecord,
  { qualificationRequirements }: HitTypeRecord,
): Promise<void> {
  for (const { QualificationTypeId: qualificationTypeId } of qualificationRequirements)
    await store.hitRequirements.put({ account, qualificationTypeId, hitId })
}

/** Removes a HIT from the index, when it is disposed or gets another type. */
export async function unindexRequirements(
  { account, store }: RequesterStore,
  { id: hitId, hitTypeId }: HitRecord,
): Promise<void> {
  const hitType = await store.hitTypes.find({ account, id: hitTypeId })
  for (const { QualificationTypeId } of hitType?.qualificationRequirements ?? [])
    await store.hitRequirements.remove({ qualificationTypeId: QualificationTypeId, hitId })
}

/** "After the HIT is disposed, any uploaded files are deleted, and cannot be retrieved." */
export async function deleteUploads(
  { store }: RequesterStore,
  { id: hitId }: HitRecord,
): Promise<void> {
  const limit = 500
  for (let after: number | undefined; ; ) {
    const rows = await store.assignments.list({ hitId }, { limit, after })
    await store.uploads.removeAll({ assignmentId: rows.map(({ record }) => record.id) })
    if (rows.length < limit) return
    after = rows.at(-1)!.position
  }
}
