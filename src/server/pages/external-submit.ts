import express, { type Express, type Response } from 'express'
import { z } from 'zod'
import { WorkerRefusal } from '../../domain/errors.js'
import type { World } from '../../mturk/unit-of-work.js'
import { fileAt } from '../../mturk/workers/files.js'
import { submitWork } from '../../mturk/workers/work.js'
import type { Store } from '../../store/store.js'
import { worldFor } from '../control/asking.js'
import type { Info } from '../control/contract.js'
import { escaped, plainPage } from '../html.js'
import { pageScripts } from './amazon-scripts.js'

const link = z.object({
  expires: z.coerce.number().int(),
  seal: z.string().regex(/^[0-9a-f]{64}$/),
})

export interface OpenParts {
  readonly world: World
  readonly info: () => Pick<Info, 'ready'>
}

/**
 * What anybody may ask for from anywhere: whether it is there, and as on MTurk a HIT's page posts, a
 * program fetches.
 */
export function openRoutes(app: Express, { world, info }: OpenParts): void {
  app.get('/_mturk/health', (_, response) => void response.json({ status: 'ok' }))
  app.get('/_mturk/ready', async (_, response) => {
    const ready = info().ready && (await answers(world.store))
    response.status(ready ? 200 : 503).json({ ready })
  })

  const form = express.urlencoded({ extended: false, limit: '1mb' })
  app.post('/mturk/externalSubmit', form, async (request, response) => {
    const { assignmentId, ...fields } = (request.body ?? {}) as Record<string, string | string[]>
    if (typeof assignmentId !== 'string' || assignmentId === 'ASSIGNMENT_ID_NOT_AVAILABLE')
      return page(response, 400, 'This is a preview. Accept the HIT before you submit it.')
    try {
      await submitWork(worldFor(world, request.headers), assignmentId, fields)
      page(response, 200, 'Your work was submitted.')
    } catch (error) {
      if (!(error instanceof WorkerRefusal)) throw error
      page(response, 409, error.message)
    }
  })

  pageScripts(app)
  app.get('/mturk/files/:key', async ({ params: { key }, query }, response) => {
    const given = link.safeParse(query)
    const file = given.success ? await fileAt(world, key, given.data) : undefined
    if (!file) return page(response, 403, 'This link is not good, or not any more.')
    // Whatever a worker handed in is kept, and never shown by a browser as a page of ours.
    response
      .set({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${key}"`,
        'content-security-policy': "sandbox; default-src 'none'",
      })
      .send(file.content)
  })
}

/** Whether the world can be read just now. */
const answers = (store: Store): Promise<boolean> =>
  store
    .transaction((tx) => tx.notes.find({ name: 'clock' }))
    .then(
      () => true,
      () => false,
    )

const page = (response: Response, status: number, sentence: string): void =>
  void response
    .status(status)
    .type('html')
    .send(plainPage('Your work', `<p>${escaped(sentence)}</p>`))
