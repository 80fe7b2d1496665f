import { z } from 'zod'
import type { Store } from '../../../store/store.js'
import { plainRoute, route } from '../api.js'

/** Open to everybody, so that a container's health check needs no token. */
export const healthRoutes = [
  route('GET /_mturk/health', {
    summary: 'Returns as soon as the process answers.',
    isPublic: true,
    response: z.object({ status: z.literal('ok') }),
    handle: () => ({ status: 'ok' as const }),
  }),
  plainRoute('GET /_mturk/ready', {
    summary:
      'Returns 200 once the init file has been loaded, while the data can be read and its disk is not full; else 503.',
    isPublic: true,
    contentType: 'application/json',
    content: z.object({ ready: z.boolean() }),
    respond:
      ({ info, store }) =>
      async (_, response) => {
        const ready = info().ready && (await isStoreReady(store))
        response.status(ready ? 200 : 503).json({ ready })
      },
  }),
] as const

/** Whether the data can be read now, and its disk has room for changes. */
async function isStoreReady(store: Store): Promise<boolean> {
  try {
    await store.transaction((tx) => tx.metadata.find({ name: 'clock' }))
    return (await store.hasRoom?.()) ?? true
  } catch {
    return false
  }
}
