import { SettingError } from '../../core/setting-error.js'
import type { Marketplace } from '../../mturk/marketplace.js'
import { ApproveAssignment } from '../../mturk/operations/ApproveAssignment.js'
import { CreateHITType } from '../../mturk/operations/CreateHITType.js'
import { CreateHITWithHITType } from '../../mturk/operations/CreateHITWithHITType.js'
import { CreateQualificationType } from '../../mturk/operations/CreateQualificationType.js'
import { call } from '../../mturk/operations/call.js'
import type { Operation } from '../../mturk/operations/operation.js'
import { RejectAssignment } from '../../mturk/operations/RejectAssignment.js'
import { UpdateNotificationSettings } from '../../mturk/operations/UpdateNotificationSettings.js'
import type { CrowdOptions, Crowds } from '../../mturk/simulation/crowds.js'
import { inTransaction } from '../../mturk/unit-of-work.js'
import type { AnswersInput } from '../../mturk/workers/build-answer-xml.js'
import { acceptHit, submitWork, upsertWorker } from '../../mturk/workers/work.js'
import { clearAll } from '../../store/clear.js'
import type { Transaction } from '../../store/store.js'
import type { InitFile } from './init-file.js'
import { writeSnapshot } from './snapshot.js'

/**
 * Creates the marketplace of an init file through the requester operations. A marketplace that has
 * data is not changed; if several processes start with an empty one at once, one of them does it.
 *
 * @throws SettingError naming what could not be created and why; then everything is deleted again
 */
export async function seedMarketplace(
  marketplace: Marketplace,
  crowds: Crowds,
  init: InitFile,
): Promise<void> {
  const { store } = marketplace
  if (!(await store.transaction(claimSeeding))) return
  try {
    await seedAll(marketplace, crowds, init)
  } catch (error) {
    await clearAll(store)
    await store.transaction((tx) => tx.metadata.remove(seedMarker))
    throw error
  }
}

const seedMarker = { name: 'populated' } as const

/** Whether this process is the first to load seed data into an empty store. */
async function claimSeeding(tx: Transaction): Promise<boolean> {
  if ((await tx.metadata.find(seedMarker)) || (await hasData(tx))) return false
  await tx.metadata.put({ ...seedMarker, value: {} })
  return true
}

async function seedAll(marketplace: Marketplace, crowds: Crowds, init: InitFile): Promise<void> {
  if (init.state) await withSeedError('state', () => writeSnapshot(marketplace.store, init.state!))
  for (const layout of init.layouts)
    await inTransaction(marketplace, layout, ({ store }) => store.hitLayouts.put(layout))
  for (const { id, ...details } of init.workers) await upsertWorker(marketplace, id, details)
  for (const [index, type] of init.qualificationTypes.entries())
    await withSeedError(`qualification type ${index + 1}`, () =>
      seedQualificationType(marketplace, type),
    )
  for (const [index, type] of init.hitTypes.entries())
    await withSeedError(`HIT type ${index + 1}`, () => seedHitType(marketplace, type))
  for (const { name, ...options } of init.crowds)
    await withSeedError(`crowd ${name}`, () => crowds.put(name, options as CrowdOptions))
}

async function hasData(tx: Transaction): Promise<boolean> {
  const { hitTypes, hits, workers, qualificationTypes, hitLayouts, crowds } = tx
  const repositories = [hitTypes, hits, workers, qualificationTypes, hitLayouts, crowds]
  for (const repository of repositories)
    if ((await repository.list({}, { limit: 1 })).length > 0) return true
  return false
}

async function seedQualificationType(
  marketplace: Marketplace,
  { account, id, properties, workers }: InitFile['qualificationTypes'][number],
): Promise<void> {
  const output = await callOperation(marketplace, CreateQualificationType, properties, account, id)
  const qualificationTypeId = (output as { QualificationType: { QualificationTypeId: string } })
    .QualificationType.QualificationTypeId
  await inTransaction(marketplace, { account }, async ({ store, now }) => {
    for (const [workerId, integerValue] of Object.entries(workers)) {
      if (!(await store.workers.find({ id: workerId })))
        await store.workers.put({ id: workerId, createdAt: now })
      const grant = { grantTime: now, integerValue, status: 'Granted' } as const
      await store.qualifications.put({ qualificationTypeId, workerId, ...grant })
    }
  })
}

async function seedHitType(
  marketplace: Marketplace,
  { account, id, properties, notification, hits }: InitFile['hitTypes'][number],
): Promise<void> {
  const { HITTypeId } = (await callOperation(
    marketplace,
    CreateHITType,
    properties,
    account,
    id,
  )) as { HITTypeId: string }
  if (id !== undefined && HITTypeId !== id)
    throw new Error(`its properties are those of HIT type ${HITTypeId}, and equal types are one.`)
  if (notification) {
    const settings = { HITTypeId, Notification: notification }
    await callOperation(marketplace, UpdateNotificationSettings, settings, account)
  }
  for (const { id: hitId, assignments, ...properties } of hits) {
    const input = { ...properties, HITTypeId }
    const { HIT } = (await callOperation(
      marketplace,
      CreateHITWithHITType,
      input,
      account,
      hitId,
    )) as { HIT: { HITId: string } }
    for (const assignment of assignments)
      await seedAssignment(marketplace, account, HIT.HITId, assignment)
  }
}

async function seedAssignment(
  marketplace: Marketplace,
  account: string,
  hitId: string,
  {
    id: firstId,
    workerId,
    status,
    answers,
    feedback,
  }: InitFile['hitTypes'][number]['hits'][number]['assignments'][number],
): Promise<void> {
  const { id: AssignmentId } = await acceptHit(marketplace, workerId, hitId, { firstId })
  if (status === 'Accepted') return
  await submitWork(marketplace, AssignmentId, answers as AnswersInput, workerId)
  if (status === 'Submitted') return
  const decision = status === 'Approved' ? ApproveAssignment : RejectAssignment
  const input = { AssignmentId, RequesterFeedback: feedback }
  await callOperation(marketplace, decision, input, account)
}

const callOperation = (
  marketplace: Marketplace,
  operation: object,
  input: object,
  account: string,
  firstId?: string,
): Promise<object> =>
  call(marketplace, operation as Operation, input as Parameters<Operation['run']>[0], {
    account,
    firstId,
  })

async function withSeedError(subject: string, create: () => Promise<unknown>): Promise<void> {
  try {
    await create()
  } catch (error) {
    throw new SettingError(
      `The init file’s ${subject} cannot be created: ${(error as Error).message}`,
    )
  }
}
