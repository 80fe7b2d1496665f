import { z } from 'zod'
import { findLayoutParameters, type HitLayoutRecord } from '../../../domain/hit-layout.js'
import { route } from '../api.js'
import { accountOrDefault, count, nonEmptyText } from '../schemas/common.js'
import { layout } from '../schemas/hit.js'

const layoutId = z.string().regex(/^[A-Z0-9]{1,64}$/, 'must be 1 to 64 capital letters and digits')

/** HIT layouts, which on MTurk are created on the requester's web site. */
export const layoutRoutes = [
  route('GET /_mturk/layouts', {
    summary: 'Returns the HIT layouts.',
    response: z.array(layout),
    handle: async (_, { store }) => {
      const rows = await store.transaction((tx) => tx.hitLayouts.list({}))
      return rows.map(({ record }) => withParameters(record))
    },
  }),
  route('PUT /_mturk/layouts/{id}', {
    summary: 'Creates or replaces a HIT layout, which on MTurk the web site does.',
    parameters: { id: layoutId },
    body: z.strictObject({
      html: nonEmptyText.describe(
        'HTML; each name in braces after a dollar sign is a placeholder.',
      ),
      frameHeight: count.default(0),
      account: accountOrDefault,
    }),
    bodyLimit: '1mb',
    response: layout,
    async handle({ params: { id }, body }, { store }) {
      const record = { id, ...body }
      await store.transaction((tx) => tx.hitLayouts.put(record))
      return withParameters(record)
    },
  }),
] as const

const withParameters = (record: HitLayoutRecord) => ({
  ...record,
  parameters: findLayoutParameters(record),
})
