import type { Express } from 'express'
import { z } from 'zod'
import type { HITType } from '../../domain/hit-type.js'
import { systemTypesIn } from '../../domain/system-types.js'
import type { World } from '../../mturk/unit-of-work.js'
import type { Transaction } from '../../store/store.js'
import { listed, pageQuery } from './listing.js'
import type { HITTypeTold } from './market-contract.js'
import { answerOne } from './not-found.js'
import { account, text } from './requests.js'

const typesQuery = z.strictObject({ account, text, ...pageQuery })

/** HIT types with their notification settings, which MTurk lets be set and not read. */
export function hitTypeRoutes(app: Express, world: World): void {
  const { store } = world

  app.get('/_mturk/hit-types', async ({ query }, response) => {
    const { limit, after, skip, total, account, text } = typesQuery.parse(query)
    const where = { account, thing: text ? { holds: [text] } : undefined }
    const page = await store.transaction(async (tx) => {
      const { found, ...listing } = await listed(tx.hitTypes, where, { limit, after, skip, total })
      const hitTypes: HITTypeTold[] = []
      for (const each of found) hitTypes.push(await hitTypeTold(world, tx, each))
      return { hitTypes, ...listing }
    })
    response.json(page)
  })
  app.get('/_mturk/hit-types/:id', async ({ params: { id } }, response) => {
    const told = await store.transaction(async (tx) => {
      const [found] = await tx.hitTypes.list({ id }, { limit: 1 })
      return found && hitTypeTold(world, tx, found.thing)
    })
    answerOne(response, told, `There is no HIT type ${id}.`)
  })
}

export async function hitTypeTold(
  { environment }: World,
  tx: Transaction,
  { fingerprint, qualificationRequirements, ...type }: HITType,
): Promise<HITTypeTold> {
  const { account, id: hitTypeId } = type
  const own = systemTypesIn[environment]
  const requirements = []
  for (const each of qualificationRequirements) {
    const id = each.QualificationTypeId
    const type = own.find((its) => its.id === id) ?? (await tx.qualificationTypes.find({ id }))
    requirements.push({ ...each, name: type?.name })
  }
  return {
    ...type,
    qualificationRequirements: requirements,
    notification: await tx.subscriptions.find({ account, hitTypeId }),
    hits: await tx.hits.count({ account, hitTypeId }),
  }
}
