import express, { type Express, type Response } from 'express'
import { z } from 'zod'
import type { Crowds } from '../../mturk/simulation/crowds.js'
import { crowdName, crowdSettings } from '../../mturk/simulation/settings.js'

export interface CrowdsParts {
  readonly crowds: Crowds
}

const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z.coerce.number().int().min(1).optional(),
})
/** Many answers may be given at once. */
const longestBody = '16mb'

/** Simulated workers, for programs. */
export function crowdsRoutes(app: Express, { crowds }: CrowdsParts): void {
  const crowd = '/_mturk/crowds/:name'

  app.get('/_mturk/crowds', async (_, response) => {
    response.json({ crowds: await crowds.list() })
  })
  app.put(crowd, express.json({ limit: longestBody }), async ({ params, body }, response) => {
    const name = crowdName.parse(params.name)
    response.json(await crowds.put(name, crowdSettings.parse(body ?? {})))
  })
  app.get(crowd, async ({ params: { name } }, response) => {
    answer(response, name, await crowds.find(name))
  })
  app.get(`${crowd}/workers`, async ({ params: { name }, query }, response) => {
    const page = pageQuery.parse(query)
    const found = await crowds.find(name)
    answer(response, name, found && (await crowds.workers(name, page)))
  })
  app.post(`${crowd}/stop`, async ({ params: { name } }, response) => {
    answer(response, name, await crowds.stop(name))
  })
  app.post(`${crowd}/start`, async ({ params: { name } }, response) => {
    answer(response, name, await crowds.start(name))
  })
  app.delete(crowd, async ({ params: { name } }, response) => {
    if (await crowds.remove(name)) return void response.status(204).end()
    answer(response, name, undefined)
  })
}

function answer(response: Response, name: string, found: object | undefined): void {
  if (found) response.json(found)
  else response.status(404).json({ error: 'NotFound', message: `There is no crowd ${name}.` })
}
