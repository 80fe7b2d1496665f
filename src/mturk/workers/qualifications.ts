import { defaultAccount } from '../../domain/account.js'
import type { QualificationTypeRecord } from '../../domain/qualification.js'
import { inTransaction, type Marketplace, type UnitOfWork } from '../unit-of-work.js'
import { findDenialReason, loadLastRequest } from './request-qualification.js'

/** A qualification as a worker sees it. */
export interface WorkerQualificationView {
  readonly qualificationTypeId: string
  readonly name: string
  readonly description: string
  readonly hasTest: boolean
  readonly testDurationInSeconds?: number
  /** What the worker has of it. */
  readonly value?: number
  /** Why it cannot be asked for just now. */
  readonly denialReason?: string
}

/** The qualifications that a worker has, and those that may be asked for, oldest first. */
export const listWorkerQualifications = (
  marketplace: Marketplace,
  workerId: string,
): Promise<readonly WorkerQualificationView[]> =>
  inTransaction(marketplace, { account: defaultAccount }, async (context) => {
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

/** What requesters gave a worker that workers cannot ask for. */
async function loadOtherGrantedTypes(
  { store }: UnitOfWork,
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
  context: UnitOfWork,
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
