import { z } from 'zod'
import { crowdNameSchema } from '../../../mturk/simulation/crowd-schema.js'
import { route } from '../api.js'
import { notFound } from '../api-error.js'
import { simplePageQuery } from '../schemas/common.js'
import { crowd, crowdInput, crowdList, simulatedWorkerPage } from '../schemas/crowd.js'

/** Crowds of simulated workers. */
export const crowdRoutes = [
  route('GET /_mturk/crowds', {
    summary: 'Returns the crowds of simulated workers, in the order of their creation.',
    response: crowdList,
    handle: async (_, { crowds }) => ({ crowds: await crowds.list() }),
  }),
  route('GET /_mturk/crowds/{name}', {
    summary: 'Returns one crowd: what its workers have done, and what they do now.',
    response: crowd,
    handle: async ({ params: { name } }, { crowds }) =>
      (await crowds.find(name)) ?? crowdNotFound(name),
  }),
  route('PUT /_mturk/crowds/{name}', {
    summary: 'Creates or changes a crowd of simulated workers ([crowd.md](crowd.md)).',
    parameters: { name: crowdNameSchema },
    body: crowdInput,
    // Many answers may be given at once.
    bodyLimit: '16mb',
    response: crowd,
    handle: ({ params: { name }, body }, { crowds }) => crowds.put(name, body),
  }),
  route('DELETE /_mturk/crowds/{name}', {
    summary: 'Deletes a crowd; what its workers did stays.',
    async handle({ params: { name } }, { crowds }) {
      if (!(await crowds.remove(name))) crowdNotFound(name)
    },
  }),
  route('GET /_mturk/crowds/{name}/workers', {
    summary: 'Returns a page of the workers of a crowd, with what each does now.',
    query: z.strictObject(simplePageQuery(1000, 100)),
    response: simulatedWorkerPage,
    handle: async ({ params: { name }, query }, { crowds }) =>
      (await crowds.find(name)) ? crowds.workers(name, query) : crowdNotFound(name),
  }),
  route('POST /_mturk/crowds/{name}/stop', {
    summary: 'Stops a crowd: its workers finish what they have, and do not come back.',
    response: crowd,
    handle: async ({ params: { name } }, { crowds }) =>
      (await crowds.stop(name)) ?? crowdNotFound(name),
  }),
  route('POST /_mturk/crowds/{name}/start', {
    summary: 'Starts a crowd that was stopped.',
    response: crowd,
    handle: async ({ params: { name } }, { crowds }) =>
      (await crowds.start(name)) ?? crowdNotFound(name),
  }),
] as const

const crowdNotFound = (name: string): never => notFound(`There is no crowd ${name}.`)
