import type { QualificationType } from '../../domain/qualification.js'
import { type Context, change, type World } from '../unit-of-work.js'
import { lastRequest, whyNotAsk } from './qualify.js'

/** A qualification as a worker sees it. */
export interface OfferedQualification {
  readonly qualificationTypeId: string
  readonly name: string
  readonly description: string
  readonly hasTest: boolean
  readonly testDurationInSeconds?: number
  /** What the worker has of it. */
  readonly value?: number
  /** Why it cannot be asked for just now. */
  readonly reason?: string
}

/** The qualifications that a worker has, and those that may be asked for, oldest first. */
export const qualificationsFor = (
  world: World,
  workerId: string,
): Promise<readonly OfferedQualification[]> =>
  change(world, { account: '000000000000' }, async (context) => {
    const types = await context.store.qualificationTypes.list(
      { status: 'Active', requestable: 1 },
      { limit: 1000 },
    )
    const requestable = types.map(({ thing }) => thing)
    return Promise.all(
      [...(await grantedBeside(context, workerId, requestable)), ...requestable].map((type) =>
        offered(context, workerId, type),
      ),
    )
  })

/** What requesters gave a worker that workers cannot ask for. */
async function grantedBeside(
  { store }: Context,
  workerId: string,
  requestable: readonly QualificationType[],
): Promise<readonly QualificationType[]> {
  const held = await store.qualifications.list({ workerId, status: 'Granted' })
  const types = await Promise.all(
    held.map(({ thing }) => store.qualificationTypes.find({ id: thing.qualificationTypeId })),
  )
  return types.filter(
    (type): type is QualificationType =>
      type !== undefined && !requestable.some(({ id }) => id === type.id),
  )
}

async function offered(
  context: Context,
  workerId: string,
  type: QualificationType,
): Promise<OfferedQualification> {
  const held = await context.store.qualifications.find({ qualificationTypeId: type.id, workerId })
  const before = await lastRequest(context, type.id, workerId)
  return {
    qualificationTypeId: type.id,
    name: type.name,
    description: type.description,
    hasTest: type.test !== undefined,
    testDurationInSeconds: type.testDurationInSeconds,
    value: held?.status === 'Granted' ? held.integerValue : undefined,
    reason: await whyNotAsk(context, type, workerId, before),
  }
}
