import { SettingError } from '../../core/setting-error.js'
import { CreateHITType } from '../../mturk/operations/CreateHITType.js'
import { CreateHITWithHITType } from '../../mturk/operations/CreateHITWithHITType.js'
import { CreateQualificationType } from '../../mturk/operations/CreateQualificationType.js'
import { call } from '../../mturk/operations/call.js'
import type { Operation } from '../../mturk/operations/operation.js'
import { UpdateNotificationSettings } from '../../mturk/operations/UpdateNotificationSettings.js'
import type { Crowds, CrowdTerms } from '../../mturk/simulation/crowds.js'
import { change, type World } from '../../mturk/unit-of-work.js'
import { nameWorker } from '../../mturk/workers/work.js'
import { forgetEverything } from '../../store/forget.js'
import type { Transaction } from '../../store/store.js'
import type { InitFile } from './init-file.js'
import { putState } from './state.js'

/**
 * Makes the marketplace of an init file, through the operations a requester would call. A world that
 * is inhabited already, as one from a file may be, is left as it is; of several processes that begin
 * with a new one at once, one does it.
 *
 * @throws SettingError naming what could not be made, and why; the world is as empty as before then
 */
export async function populate(world: World, crowds: Crowds, init: InitFile): Promise<void> {
  const { store } = world
  if (!(await store.transaction(isFirst))) return
  try {
    await makeAll(world, crowds, init)
  } catch (error) {
    await forgetEverything(store)
    await store.transaction((tx) => tx.notes.remove(populated))
    throw error
  }
}

const populated = { name: 'populated' } as const

/** Whether nobody was here before; whoever comes next was not the first. */
async function isFirst(tx: Transaction): Promise<boolean> {
  if ((await tx.notes.find(populated)) || (await isInhabited(tx))) return false
  await tx.notes.put({ ...populated, value: {} })
  return true
}

async function makeAll(world: World, crowds: Crowds, init: InitFile): Promise<void> {
  if (init.state) await making('state', () => putState(world.store, init.state!))
  for (const layout of init.layouts)
    await change(world, layout, ({ store }) => store.hitLayouts.put(layout))
  for (const { id, ...known } of init.workers) await nameWorker(world, id, known)
  for (const [index, type] of init.qualificationTypes.entries())
    await making(`qualification type ${index + 1}`, () => makeQualificationType(world, type))
  for (const [index, type] of init.hitTypes.entries())
    await making(`HIT type ${index + 1}`, () => makeHitType(world, type))
  for (const { name, ...given } of init.crowds)
    await making(`crowd ${name}`, () => crowds.put(name, given as CrowdTerms))
}

async function isInhabited(tx: Transaction): Promise<boolean> {
  const { hitTypes, hits, workers, qualificationTypes, hitLayouts, crowds } = tx
  const kinds = [hitTypes, hits, workers, qualificationTypes, hitLayouts, crowds]
  for (const things of kinds) if ((await things.list({}, { limit: 1 })).length > 0) return true
  return false
}

async function makeQualificationType(
  world: World,
  { account, id, properties, workers }: InitFile['qualificationTypes'][number],
): Promise<void> {
  const made = await ask(world, CreateQualificationType, properties, account)
  const madeId = (made as { QualificationType: { QualificationTypeId: string } }).QualificationType
    .QualificationTypeId
  await change(world, { account }, async ({ store, now }) => {
    const type = (await store.qualificationTypes.find({ id: madeId }))!
    const qualificationTypeId = id ?? madeId
    if (id !== undefined) {
      await store.qualificationTypes.remove({ id: madeId })
      await store.qualificationTypes.put({ ...type, id })
    }
    for (const [workerId, integerValue] of Object.entries(workers)) {
      if (!(await store.workers.find({ id: workerId })))
        await store.workers.put({ id: workerId, createdAt: now })
      const granted = { grantTime: now, integerValue, status: 'Granted' } as const
      await store.qualifications.put({ qualificationTypeId, workerId, ...granted })
    }
  })
}

async function makeHitType(
  world: World,
  { account, properties, notification, hits }: InitFile['hitTypes'][number],
): Promise<void> {
  const { HITTypeId } = (await ask(world, CreateHITType, properties, account)) as {
    HITTypeId: string
  }
  if (notification) {
    const settings = { HITTypeId, Notification: notification }
    await ask(world, UpdateNotificationSettings, settings, account)
  }
  for (const hit of hits) await ask(world, CreateHITWithHITType, { ...hit, HITTypeId }, account)
}

const ask = (world: World, operation: object, input: object, account: string): Promise<object> =>
  call(world, operation as Operation, input as Parameters<Operation['run']>[0], { account })

async function making(what: string, make: () => Promise<unknown>): Promise<void> {
  try {
    await make()
  } catch (error) {
    throw new SettingError(`The init file’s ${what} cannot be made: ${(error as Error).message}`)
  }
}
