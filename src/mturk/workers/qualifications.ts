import type { QualificationTypeRecord } from '../../domain/qualification.js'
import type { Marketplace } from '../marketplace.js'
import { type ReadContext, readTransaction } from '../read-context.js'
import { findDenialReason, loadLastRequest } from './request-qualification.js'

/** A qualification as a worker sees it. */
export interface WorkerQualificationView {
  readonly qualificationTypeId: string
  readonly name: string
  readonly description: string
  readonly hasTest: boolean
  readonly testDurationInSeconds?: number
  /** The worker's score, if it was granted. */
  readonly value?: number
  /** Why it cannot be requested at present. */
  readonly denialReason?: string
}

/** The qualifications that a worker has, and those that can be requested, oldest first. */
export const listWorkerQualifications = (
  marketplace: Marketplace,
  workerId: string,
): Promise<readonly WorkerQualificationView[]> =>
  readTransaction(marketplace, async (context) => {
    const types = await context.store.qualificationTypes.list(
      { status: 'Active', requestable: 1 },
      { limit: 1000 },
    )
    const requestable = types.map(({ record }) => record)
    return Promise.all(
      [...(await loadOtherGrantedTypes(context, workerId, requestable)), ...requestable].map(
        (type) => viewQualification(context, workerId, type),
      ),
    )
  })

/** The types that a worker was granted and that workers cannot request. */
async function loadOtherGrantedTypes(
  { store }: ReadContext,
  workerId: string,
  requestable: readonly QualificationTypeRecord[],
): Promise<readonly QualificationTypeRecord[]> {
  const rows = await store.qualifications.list({ workerId, status: 'Granted' })
  const types = await Promise.all(
    rows.map(({ record }) => store.qualificationTypes.find({ id: record.qualificationTypeId })),
  )
  return types.filter(
    (type): type is QualificationTypeRecord =>
      type !== undefined && !requestable.some(({ id }) => id === type.id),
  )
}

async function viewQualification(
  context: ReadContext,
  workerId: string,
  type: QualificationTypeRecord,
): Promise<WorkerQualificationView> {
  const qualification = await context.store.qualifications.find({
    qualificationTypeId: type.id,
    workerId,
  })
  const before = await loadLastRequest(context, type.id, workerId)
  return {
    qualificationTypeId: type.id,
    name: type.name,
    description: type.description,
    hasTest: type.test !== undefined,
    testDurationInSeconds: type.testDurationInSeconds,
    value: qualification?.status === 'Granted' ? qualification.integerValue : undefined,
    denialReason: await findDenialReason(context, type, workerId, before),
  }
}
