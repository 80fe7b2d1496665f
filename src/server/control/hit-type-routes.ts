import type { Express } from 'express'
import { z } from 'zod'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import { systemTypesByEnvironment } from '../../domain/system-types.js'
import type { Marketplace } from '../../mturk/unit-of-work.js'
import type { Transaction } from '../../store/store.js'
import { loadPage, pageQuery } from './pagination.js'
import type { HITTypeView } from './market-contract.js'
import { sendOrNotFound } from './not-found.js'
import { account, text } from './requests.js'

const typesQuery = z.strictObject({ account, text, ...pageQuery })

/** HIT types with their notification settings, which MTurk lets be set and not read. */
export function hitTypeRoutes(app: Express, marketplace: Marketplace): void {
  const { store } = marketplace

  app.get('/_mturk/hit-types', async ({ query }, response) => {
    const { limit, after, offset, total, account, text } = typesQuery.parse(query)
    const where = { account, record: text ? { contains: [text] } : undefined }
    const page = await store.transaction(async (tx) => {
      const { items, ...listing } = await loadPage(tx.hitTypes, where, {
        limit,
        after,
        offset,
        total,
      })
      const hitTypes: HITTypeView[] = []
      for (const each of items) hitTypes.push(await buildHitTypeView(marketplace, tx, each))
      return { hitTypes, ...listing }
    })
    response.json(page)
  })
  app.get('/_mturk/hit-types/:id', async ({ params: { id } }, response) => {
    const view = await store.transaction(async (tx) => {
      const [found] = await tx.hitTypes.list({ id }, { limit: 1 })
      return found && buildHitTypeView(marketplace, tx, found.record)
    })
    sendOrNotFound(response, view, `There is no HIT type ${id}.`)
  })
}

export async function buildHitTypeView(
  { environment }: Marketplace,
  tx: Transaction,
  { fingerprint, qualificationRequirements, ...type }: HitTypeRecord,
): Promise<HITTypeView> {
  const { account, id: hitTypeId } = type
  const systemTypes = systemTypesByEnvironment[environment]
  const requirements = []
  for (const each of qualificationRequirements) {
    const id = each.QualificationTypeId
    const type =
      systemTypes.find((candidate) => candidate.id === id) ??
      (await tx.qualificationTypes.find({ id }))
    requirements.push({ ...each, name: type?.name })
  }
  return {
    ...type,
    qualificationRequirements: requirements,
    notification: await tx.subscriptions.find({ account, hitTypeId }),
    hitCount: await tx.hits.count({ account, hitTypeId }),
  }
}
