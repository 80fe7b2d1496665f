import { z } from 'zod'
import { route } from '../api.js'
import { notFound } from '../api-error.js'
import { buildHitTypeView } from '../build-hit-type-view.js'
import { loadPage } from '../pagination.js'
import { accountFilter, pageQuery, searchText } from '../schemas/common.js'
import { hitType, hitTypePage } from '../schemas/hit.js'
import { searchPage } from '../search-page.js'

/** HIT types with their notification settings, which MTurk has no operation to read. */
export const hitTypeRoutes = [
  route('GET /_mturk/hit-types', {
    summary:
      'Returns a page of the HIT types of all requesters with their notification settings, newest first.',
    query: z.strictObject({ account: accountFilter, text: searchText, ...pageQuery }),
    response: hitTypePage,
    async handle({ query: { account, text, ...page } }, { store, marketplace }) {
      const { items, ...pageInfo } = await (text
        ? searchPage(store, (tx) => tx.hitTypes, { account, record: { contains: [text] } }, page)
        : store.transaction((tx) => loadPage(tx.hitTypes, { account }, page)))
      const hitTypes = await store.transaction(async (tx) => {
        const views = []
        for (const each of items) views.push(await buildHitTypeView(marketplace, tx, each))
        return views
      })
      return { hitTypes, ...pageInfo }
    },
  }),
  route('GET /_mturk/hit-types/{id}', {
    summary: 'Returns one HIT type with its notification settings.',
    response: hitType,
    handle: ({ params: { id } }, { store, marketplace }) =>
      store.transaction(async (tx) => {
        const [row] = await tx.hitTypes.list({ id }, { limit: 1 })
        return row
          ? buildHitTypeView(marketplace, tx, row.record)
          : notFound(`There is no HIT type ${id}.`)
      }),
  }),
] as const
