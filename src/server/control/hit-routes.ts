import type { Express } from 'express'
import { z } from 'zod'
import type { HitRecord } from '../../domain/hit.js'
import type { HitTypeRecord } from '../../domain/hit-type.js'
import { HITStatus } from '../../domain/shapes/HIT.js'
import type { Marketplace } from '../../mturk/unit-of-work.js'
import type { Transaction } from '../../store/store.js'
import { buildHitTypeView } from './hit-type-routes.js'
import { loadPage, pageQuery } from './pagination.js'
import type { HITFilter, HITListItemView, HITView } from './market-contract.js'
import { sendOrNotFound } from './not-found.js'
import { account, text } from './requests.js'

const hitsQuery = z.strictObject({
  account,
  hitTypeId: z.string().optional(),
  status: z.enum(HITStatus.values as [HITStatus, ...HITStatus[]]).optional(),
  text,
  ...pageQuery,
})
const assignmentsQuery = z.strictObject(pageQuery)
/** How many HIT types with a text in them are looked at. */
const maxHitTypes = 500

/** The HITs of all requesters with what became of them, for whoever looks on. */
export function hitRoutes(app: Express, marketplace: Marketplace): void {
  const { store } = marketplace

  app.get('/_mturk/hits', async ({ query }, response) => {
    const { limit, after, offset, total, ...filter } = hitsQuery.parse(query)
    const page = await store.transaction(async (tx) => {
      const where = await buildWhere(tx, filter)
      const { items, ...listing } = await loadPage(tx.hits, where, { limit, after, offset, total })
      return { hits: await toListItems(tx, items), ...listing }
    })
    response.json(page)
  })
  app.get('/_mturk/hits/:id', async ({ params: { id } }, response) => {
    const view = await store.transaction(async (tx): Promise<HITView | undefined> => {
      const hit = await tx.hits.find({ id })
      if (!hit) return undefined
      return { hit, hitType: await buildHitTypeView(marketplace, tx, await findHitType(tx, hit)) }
    })
    sendOrNotFound(response, view, `There is no HIT ${id}.`)
  })
  app.get('/_mturk/hits/:id/assignments', async ({ params: { id }, query }, response) => {
    const pageRequest = assignmentsQuery.parse(query)
    const page = await store.transaction(async (tx) => {
      if (!(await tx.hits.find({ id }))) return undefined
      const { items: assignments, ...listing } = await loadPage(
        tx.assignments,
        { hitId: id },
        pageRequest,
      )
      return { assignments, ...listing }
    })
    sendOrNotFound(response, page, `There is no HIT ${id}.`)
  })
}

/** A text that stands in HIT types means their HITs; else it means what a HIT has of its own. */
async function buildWhere(tx: Transaction, { text, ...fields }: HITFilter) {
  if (!text) return fields
  const record = { contains: [text] }
  const hitTypes = await tx.hitTypes.list({ record }, { limit: maxHitTypes })
  if (hitTypes.length === 0) return { ...fields, record }
  const hitTypeIds = hitTypes.map(({ record: { id } }) => id)
  const hasHitTypeFilter = fields.hitTypeId !== undefined
  if (hasHitTypeFilter && !hitTypeIds.includes(fields.hitTypeId!)) return { ...fields, record }
  return hasHitTypeFilter ? fields : { ...fields, hitTypeId: hitTypeIds }
}

/** Without what may be long; with what its type says of it. */
async function toListItems(
  tx: Transaction,
  hits: readonly HitRecord[],
): Promise<readonly HITListItemView[]> {
  const types = new Map<string, HitTypeRecord>()
  for (const hit of hits)
    if (!types.has(hit.hitTypeId)) types.set(hit.hitTypeId, await findHitType(tx, hit))
  return hits.map(({ question, history, ...hit }) => {
    const { title, reward } = types.get(hit.hitTypeId)!
    return { ...hit, title, reward }
  })
}

const findHitType = async (
  tx: Transaction,
  { account, hitTypeId }: HitRecord,
): Promise<HitTypeRecord> => (await tx.hitTypes.find({ account, id: hitTypeId }))!
