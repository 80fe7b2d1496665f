import express, { type Express } from 'express'
import { z } from 'zod'
import { defaultAccount } from '../../domain/account.js'
import { findLayoutParameters } from '../../domain/hit-layout.js'
import type { Store } from '../../store/store.js'

const layoutBody = z.strictObject({
  html: z.string().min(1),
  frameHeight: z.number().int().min(0).default(0),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .default(defaultAccount),
})
const layoutId = z
  .string()
  .regex(/^[A-Z0-9]{1,64}$/, 'must be 1 to 64 capitals and digits, as Amazon’s IDs are')

/** The registry of HIT layouts, which on MTurk the requester's web site fills. */
export function layoutRoutes(app: Express, store: Store): void {
  app.put('/_mturk/layouts/:id', express.json({ limit: '1mb' }), async (request, response) => {
    const id = layoutId.parse(request.params.id)
    const layout = { id, ...layoutBody.parse(request.body ?? {}) }
    await store.transaction((tx) => tx.hitLayouts.put(layout))
    response.json({ ...layout, parameters: findLayoutParameters(layout) })
  })
  app.get('/_mturk/layouts', async (_, response) => {
    const layouts = await store.transaction((tx) => tx.hitLayouts.list({}))
    response.json(
      layouts.map(({ record }) => ({ ...record, parameters: findLayoutParameters(record) })),
    )
  })
}
