import type { HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import type { Context } from '../unit-of-work.js'

type Here = Pick<Context, 'account' | 'store'>

/** So that HITs can be listed by what they ask for. */
export async function keepRequirements(
  { account, store }: Here,
  { id: hitId }: HIT,
  { qualificationRequirements }: HITType,
): Promise<void> {
  for (const { QualificationTypeId: qualificationTypeId } of qualificationRequirements)
    await store.hitRequirements.put({ account, qualificationTypeId, hitId })
}

/** A HIT of another type, or none any more, is not listed by what it asked for. */
export async function dropRequirements(
  { account, store }: Here,
  { id: hitId, hitTypeId }: HIT,
): Promise<void> {
  const hitType = await store.hitTypes.find({ account, id: hitTypeId })
  for (const { QualificationTypeId } of hitType?.qualificationRequirements ?? [])
    await store.hitRequirements.remove({ qualificationTypeId: QualificationTypeId, hitId })
}

/** "After the HIT is disposed, any uploaded files are deleted, and cannot be retrieved." */
export async function dropFiles({ store }: Here, { id: hitId }: HIT): Promise<void> {
  const limit = 500
  for (let after: number | undefined; ; ) {
    const found = await store.assignments.list({ hitId }, { limit, after })
    await store.uploads.removeAll({ assignmentId: found.map(({ thing }) => thing.id) })
    if (found.length < limit) return
    after = found.at(-1)!.position
  }
}
