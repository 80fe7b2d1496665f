import { z } from 'zod'
import type { HitRecord } from '../../../domain/hit.js'
import type { HitTypeRecord } from '../../../domain/hit-type.js'
import type { Store, Transaction } from '../../../store/store.js'
import { route } from '../api.js'
import { notFound } from '../api-error.js'
import { buildHitTypeView } from '../build-hit-type-view.js'
import { loadPage } from '../pagination.js'
import { pageQuery } from '../schemas/common.js'
import { assignment, assignmentPage, hit, hitPage, hitsQuery } from '../schemas/hit.js'
import { searchPage } from '../search-page.js'

/** How many HIT types with the text are considered. */
const maxHitTypes = 500

/** The HITs of all requesters. */
export const hitRoutes = [
  route('GET /_mturk/hits', {
    summary: 'Returns a page of the HITs of all requesters, newest first, disposed ones too.',
    query: z.strictObject({ ...hitsQuery, ...pageQuery }),
    response: hitPage,
    async handle({ query: { limit, after, offset, total, ...filter } }, { store }) {
      const page = { limit, after, offset, total }
      const where = await buildWhere(store, filter)
      const { items, ...pageInfo } = await (needsSearch(where)
        ? searchPage(store, (tx) => tx.hits, where, page)
        : store.transaction((tx) => loadPage(tx.hits, where, page)))
      const hits = await store.transaction((tx) => toListItems(tx, items))
      return { hits, ...pageInfo }
    },
  }),
  route('GET /_mturk/hits/{id}', {
    summary: 'Returns one HIT with its question, its history and its HIT type.',
    response: hit,
    handle: ({ params: { id } }, { store, marketplace }) =>
      store.transaction(async (tx) => {
        const found = (await tx.hits.find({ id })) ?? notFound(`There is no HIT ${id}.`)
        const hitType = await buildHitTypeView(marketplace, tx, await findHitType(tx, found))
        return { hit: found, hitType }
      }),
  }),
  route('GET /_mturk/hits/{id}/assignments', {
    summary: 'Returns a page of its assignments in every state, the last submitted first.',
    query: z.strictObject(pageQuery),
    response: assignmentPage,
    handle: ({ params: { id }, query }, { store }) =>
      store.transaction(async (tx) => {
        if (!(await tx.hits.find({ id }))) notFound(`There is no HIT ${id}.`)
        const { items, ...pageInfo } = await loadPage(tx.assignments, { hitId: id }, query)
        return { assignments: items, ...pageInfo }
      }),
  }),
  route('GET /_mturk/assignments/{id}', {
    summary: 'Returns one assignment of any HIT.',
    response: assignment,
    handle: ({ params: { id } }, { store }) =>
      store.transaction(
        async (tx) =>
          (await tx.assignments.find({ id })) ?? notFound(`There is no assignment ${id}.`),
      ),
  }),
] as const

interface HitFilter {
  readonly account?: string
  readonly hitTypeId?: string
  readonly batchId?: string
  readonly status?: HitRecord['status']
  readonly text?: string
}

/** A text found in HIT types selects their HITs; else it is searched for in the HITs themselves. */
async function buildWhere(store: Store, { text, batchId, ...members }: HitFilter) {
  const fields = { ...members, batch: batchId }
  if (!text) return fields
  const record = { contains: [text] }
  const page = { limit: maxHitTypes }
  const { items: hitTypes } = await searchPage(store, (tx) => tx.hitTypes, { record }, page)
  if (hitTypes.length === 0) return { ...fields, record }
  const hitTypeIds = hitTypes.map(({ id }) => id)
  if (fields.hitTypeId === undefined) return { ...fields, hitTypeId: hitTypeIds }
  return hitTypeIds.includes(fields.hitTypeId) ? fields : { ...fields, record }
}

/** An index answers for a HIT type of one requester only. */
const needsSearch = ({ account, hitTypeId, ...others }: Awaited<ReturnType<typeof buildWhere>>) =>
  'record' in others || (hitTypeId !== undefined && account === undefined)

/** Without the members that may be long. */
async function toListItems(tx: Transaction, hits: readonly HitRecord[]) {
  const types = new Map<string, HitTypeRecord | undefined>()
  for (const { account, hitTypeId: id } of hits)
    if (!types.has(id)) types.set(id, await tx.hitTypes.find({ account, id }))
  return hits.flatMap(({ question, history, ...item }) => {
    const hitType = types.get(item.hitTypeId)
    // A reset may have deleted it since the page was read.
    return hitType ? [{ ...item, title: hitType.title, reward: hitType.reward }] : []
  })
}

const findHitType = async (
  tx: Transaction,
  { account, hitTypeId }: HitRecord,
): Promise<HitTypeRecord> => (await tx.hitTypes.find({ account, id: hitTypeId }))!
