import { z } from 'zod'
import { route } from '../api.js'
import { openApi } from '../openapi.js'
import { accessRoutes } from './access.js'
import { accountRoutes } from './accounts.js'
import { batchRoutes } from './batches.js'
import { callRoutes } from './calls.js'
import { checkRoutes } from './checks.js'
import { clockRoutes } from './clock.js'
import { crowdRoutes } from './crowds.js'
import { deliveryRoutes } from './deliveries.js'
import { emulatorRoutes } from './emulator.js'
import { faultRoutes } from './faults.js'
import { healthRoutes } from './health.js'
import { hitTypeRoutes } from './hit-types.js'
import { hitRoutes } from './hits.js'
import { layoutRoutes } from './layouts.js'
import { mailboxRoutes } from './mailbox.js'
import { proxyRoutes } from './proxies.js'
import { qualificationRoutes } from './qualifications.js'
import { queueRoutes } from './queues.js'
import { receiverRoutes } from './receivers.js'
import { topicRoutes } from './topics.js'
import { workerRoutes } from './workers.js'

/** The description of the control API itself. */
const descriptionRoutes = [
  route('GET /_mturk/openapi.json', {
    summary: 'Returns the control API described in OpenAPI 3.1.',
    response: z.record(z.string(), z.unknown()),
    handle: (_, { info }) => describe(info()),
  }),
] as const

/** Every route of the control API, by subject. */
export const routesBySubject = {
  'The emulator': [...healthRoutes, ...emulatorRoutes, ...proxyRoutes, ...descriptionRoutes],
  'Access for pages': accessRoutes,
  Deliveries: deliveryRoutes,
  'Mailbox, queues and topics': [
    ...mailboxRoutes,
    ...receiverRoutes,
    ...queueRoutes,
    ...topicRoutes,
  ],
  'Checks of consumers': checkRoutes,
  Faults: faultRoutes,
  'Calls of the requester API': callRoutes,
  'HITs and HIT types': [...hitRoutes, ...hitTypeRoutes, ...layoutRoutes],
  'Batches from CSV': batchRoutes,
  Qualifications: qualificationRoutes,
  Accounts: accountRoutes,
  Workers: workerRoutes,
  'Simulated workers': crowdRoutes,
  'The clock': clockRoutes,
} as const

export const controlRoutes = Object.values(routesBySubject).flat()

export type ControlRoute = (typeof controlRoutes)[number]

function describe(info: {
  readonly version: string
  readonly endpoint: string
}): Readonly<Record<string, unknown>> {
  return openApi(controlRoutes, info)
}
