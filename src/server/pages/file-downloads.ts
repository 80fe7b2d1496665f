import type { Express } from 'express'
import { z } from 'zod'
import type { Marketplace } from '../../mturk/marketplace.js'
import { readUploadedFile } from '../../mturk/workers/uploads.js'
import { sendWorkerPage } from './worker-page.js'

const fileLinkQuery = z.object({
  expires: z.coerce.number().int(),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
})

/** Serves what workers uploaded, by the links of GetFileUploadURL. */
export function fileDownloadRoutes(app: Express, marketplace: Marketplace): void {
  app.get('/mturk/files/:key', async ({ params: { key }, query }, response) => {
    const parsedLink = fileLinkQuery.safeParse(query)
    const file = parsedLink.success
      ? await readUploadedFile(marketplace, key, parsedLink.data)
      : undefined
    if (!file) return sendWorkerPage(response, 403, 'This link is not valid, or has expired.')
    // A browser saves what a worker uploaded, and never displays it as a page of this site.
    response
      .set({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${key}"`,
        'content-security-policy': "sandbox; default-src 'none'",
      })
      .send(file.content)
  })
}
