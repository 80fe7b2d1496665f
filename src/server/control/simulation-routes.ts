import express, { type Express, type Response } from 'express'
import { z } from 'zod'
import type { Crowds } from '../../mturk/simulation/crowds.js'
import { crowdNameSchema, crowdSchema } from '../../mturk/simulation/crowd-schema.js'

export interface SimulationRoutesDependencies {
  readonly crowds: Crowds
}

const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z.coerce.number().int().min(1).optional(),
})
/** Many answers may be given at once. */
const maxBodySize = '16mb'

/** Simulated workers, for programs. */
export function simulationRoutes(app: Express, { crowds }: SimulationRoutesDependencies): void {
  const crowdPath = '/_mturk/crowds/:name'

  app.get('/_mturk/crowds', async (_, response) => {
    response.json({ crowds: await crowds.list() })
  })
  app.put(crowdPath, express.json({ limit: maxBodySize }), async ({ params, body }, response) => {
    const name = crowdNameSchema.parse(params.name)
    response.json(await crowds.put(name, crowdSchema.parse(body ?? {})))
  })
  app.get(crowdPath, async ({ params: { name } }, response) => {
    sendCrowd(response, name, await crowds.find(name))
  })
  app.get(`${crowdPath}/workers`, async ({ params: { name }, query }, response) => {
    const page = pageQuery.parse(query)
    const existing = await crowds.find(name)
    sendCrowd(response, name, existing && (await crowds.workers(name, page)))
  })
  app.post(`${crowdPath}/stop`, async ({ params: { name } }, response) => {
    sendCrowd(response, name, await crowds.stop(name))
  })
  app.post(`${crowdPath}/start`, async ({ params: { name } }, response) => {
    sendCrowd(response, name, await crowds.start(name))
  })
  app.delete(crowdPath, async ({ params: { name } }, response) => {
    if (await crowds.remove(name)) return void response.status(204).end()
    sendCrowd(response, name, undefined)
  })
}

function sendCrowd(response: Response, name: string, view: object | undefined): void {
  if (view) response.json(view)
  else response.status(404).json({ error: 'NotFound', message: `There is no crowd ${name}.` })
}
