import type { Express } from 'express'
import { z } from 'zod'
import type { HIT } from '../../domain/hit.js'
import type { HITType } from '../../domain/hit-type.js'
import { HITStatus } from '../../domain/shapes/HIT.js'
import type { World } from '../../mturk/unit-of-work.js'
import type { Transaction } from '../../store/store.js'
import { hitTypeTold } from './hit-type-routes.js'
import { listed, pageQuery } from './listing.js'
import type { HITFilter, HITListed, HITTold } from './market-contract.js'
import { answerOne } from './not-found.js'
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
const mostTypes = 500

/** The HITs of all requesters with what became of them, for whoever looks on. */
export function hitRoutes(app: Express, world: World): void {
  const { store } = world

  app.get('/_mturk/hits', async ({ query }, response) => {
    const { limit, after, skip, total, ...filter } = hitsQuery.parse(query)
    const page = await store.transaction(async (tx) => {
      const where = await whereOf(tx, filter)
      const { found, ...listing } = await listed(tx.hits, where, { limit, after, skip, total })
      return { hits: await inShort(tx, found), ...listing }
    })
    response.json(page)
  })
  app.get('/_mturk/hits/:id', async ({ params: { id } }, response) => {
    const told = await store.transaction(async (tx): Promise<HITTold | undefined> => {
      const hit = await tx.hits.find({ id })
      if (!hit) return undefined
      return { hit, hitType: await hitTypeTold(world, tx, await typeOf(tx, hit)) }
    })
    answerOne(response, told, `There is no HIT ${id}.`)
  })
  app.get('/_mturk/hits/:id/assignments', async ({ params: { id }, query }, response) => {
    const asked = assignmentsQuery.parse(query)
    const page = await store.transaction(async (tx) => {
      if (!(await tx.hits.find({ id }))) return undefined
      const { found: assignments, ...listing } = await listed(tx.assignments, { hitId: id }, asked)
      return { assignments, ...listing }
    })
    answerOne(response, page, `There is no HIT ${id}.`)
  })
}

/** A text that stands in HIT types means their HITs; else it means what a HIT has of its own. */
async function whereOf(tx: Transaction, { text, ...fields }: HITFilter) {
  if (!text) return fields
  const thing = { holds: [text] }
  const types = await tx.hitTypes.list({ thing }, { limit: mostTypes })
  if (types.length === 0) return { ...fields, thing }
  const meant = types.map(({ thing: { id } }) => id)
  const isOne = fields.hitTypeId !== undefined
  if (isOne && !meant.includes(fields.hitTypeId!)) return { ...fields, thing }
  return isOne ? fields : { ...fields, hitTypeId: meant }
}

/** Without what may be long; with what its type says of it. */
async function inShort(tx: Transaction, hits: readonly HIT[]): Promise<readonly HITListed[]> {
  const types = new Map<string, HITType>()
  for (const hit of hits)
    if (!types.has(hit.hitTypeId)) types.set(hit.hitTypeId, await typeOf(tx, hit))
  return hits.map(({ question, history, ...hit }) => {
    const { title, reward } = types.get(hit.hitTypeId)!
    return { ...hit, title, reward }
  })
}

const typeOf = async (tx: Transaction, { account, hitTypeId }: HIT): Promise<HITType> =>
  (await tx.hitTypes.find({ account, id: hitTypeId }))!
