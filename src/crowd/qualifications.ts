import { type Context, change, type World } from '../world.js'
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

/** The qualifications that a worker may ask for or has, oldest first. */
export const qualificationsFor = (
  world: World,
  workerId: string,
): Promise<readonly OfferedQualification[]> =>
  change(world, { account: '000000000000' }, async (context) => {
    const types = await context.store.qualificationTypes.list(
      { status: 'Active', requestable: 1 },
      { limit: 1000 },
    )
    return Promise.all(types.map(({ thing }) => offered(context, workerId, thing)))
  })

async function offered(
  context: Context,
  workerId: string,
  type: Parameters<typeof whyNotAsk>[1],
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
