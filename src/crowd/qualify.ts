import type { Qualification, QualificationRequest } from '../domain/qualification.js'
import { WorkerRefusal } from '../errors.js'
import { change, type World } from '../world.js'
import { nameWorker } from './work.js'

/**
 * A worker asks for a qualification: granted at once where the type says so, else the requester is
 * asked.
 *
 * @throws WorkerRefusal saying why not
 */
export async function requestQualification(
  world: World,
  workerId: string,
  qualificationTypeId: string,
  answer?: string,
): Promise<Qualification | QualificationRequest> {
  await nameWorker(world, workerId)
  const type = await world.store.transaction((tx) =>
    tx.qualificationTypes.find({ id: qualificationTypeId }),
  )
  if (type?.status !== 'Active' || !type.isRequestable)
    throw new WorkerRefusal(`The qualification ${qualificationTypeId} cannot be requested.`)

  return change(world, { account: type.account }, async ({ account, store, now, newId }) => {
    const held = await store.qualifications.find({ qualificationTypeId, workerId })
    if (held?.status === 'Granted')
      throw new WorkerRefusal(`You have the qualification ${qualificationTypeId} already.`)
    const where = { qualificationTypeId, workerId }
    const before = (
      await store.qualificationRequests.list(where, { limit: 1, newestFirst: true })
    )[0]?.thing
    if (before?.status === 'Pending')
      throw new WorkerRefusal(`You have requested ${qualificationTypeId} already.`)
    const { retryDelayInSeconds } = type
    if (before && retryDelayInSeconds === undefined)
      throw new WorkerRefusal(`${qualificationTypeId} can be requested once only.`)
    if (before && now.getTime() < before.submitTime.getTime() + retryDelayInSeconds! * 1000)
      throw new WorkerRefusal(
        `${qualificationTypeId} can be requested again ${retryDelayInSeconds} seconds after the last time.`,
      )

    const request: QualificationRequest = {
      account,
      id: newId(),
      ...where,
      submitTime: now,
      answer,
      status: type.autoGranted ? 'Granted' : 'Pending',
    }
    await store.qualificationRequests.put(request)
    if (!type.autoGranted) return request

    const granted: Qualification = {
      ...where,
      grantTime: now,
      integerValue: type.autoGrantedValue ?? 1,
      status: 'Granted',
    }
    await store.qualifications.put(granted)
    return granted
  })
}
