import express, { type ErrorRequestHandler, type Express, type Response } from 'express'
import { ZodError, type ZodType } from 'zod'
import type { Limiter } from '../../core/limiter.js'
import { WorkerError } from '../../domain/errors.js'
import type { FaultInjector } from '../../faults/faults.js'
import { FaultRuleError } from '../../faults/rule-text.js'
import { limitConcurrency } from '../limit-waiters.js'
import { publicRoutes } from '../pages/external-submit.js'
import { mturkRedirects } from '../pages/mturk-redirects.js'
import { questionRoutes } from '../pages/questions.js'
import { siteRoutes } from '../pages/sites.js'
import { requireToken, type Tokens } from '../security/access-tokens.js'
import { pageHeaders } from '../security/headers.js'
import { requireSameOrigin } from '../security/same-origin.js'
import { accountRoutes } from './account-routes.js'
import { type CallRoutesDependencies, callRoutes } from './call-routes.js'
import { type ClockRoutesDependencies, clockRoutes } from './clock-routes.js'
import type { InfoView, LiveEvent, ResetScope } from './contract.js'
import {
  type DeliveryQueryDependencies,
  findDeliveries,
  waitForDeliveries,
} from './delivery-query.js'
import { faultRoutes } from './fault-routes.js'
import { hitRoutes } from './hit-routes.js'
import { hitTypeRoutes } from './hit-type-routes.js'
import type { ReceiverInspector } from './inspect-receivers.js'
import { layoutRoutes } from './layout-routes.js'
import type { LiveFeed } from './live-feed.js'
import { notFound } from './not-found.js'
import { openApi } from './openapi.js'
import { qualificationRoutes } from './qualification-routes.js'
import { receiverRoutes } from './receiver-routes.js'
import { deliveriesQuery, formatValidationError, resetBody, waitQuery } from './requests.js'
import { type SimulationRoutesDependencies, simulationRoutes } from './simulation-routes.js'
import { type WorkerRoutesDependencies, workerRoutes } from './worker-routes.js'

export interface ControlAppDependencies
  extends DeliveryQueryDependencies,
    WorkerRoutesDependencies,
    SimulationRoutesDependencies,
    ClockRoutesDependencies,
    CallRoutesDependencies,
    Tokens {
  readonly info: () => InfoView
  readonly receivers: ReceiverInspector
  readonly feed: LiveFeed
  readonly faults: FaultInjector
  readonly waitUntilIdle: () => Promise<void>
  readonly reset: (scope: ResetScope) => Promise<void>
  /** What Prometheus reads. */
  readonly renderMetrics: () => Promise<{ contentType: string; body: string }>
  /** Hears what went wrong inside. */
  readonly report: (error: unknown) => void
  /** The present world as an init file. */
  readonly exportWorld: () => Promise<object>
  /** Host names besides loopback's under which it answers. */
  readonly controlHosts: readonly string[]
  /** Taken by those who wait. */
  readonly limiter: Limiter
}

/** The Express application behind AWS calls: the console, the worker site and the control API. */
export function createControlApp(dependencies: ControlAppDependencies): Express {
  const { store, dispatcher, receivers } = dependencies
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(pageHeaders)
  publicRoutes(app, dependencies)
  app.use(
    requireSameOrigin({
      hosts: dependencies.controlHosts,
      requiresToken: dependencies.token !== undefined,
    }),
  )
  mturkRedirects(app)
  app.use(requireToken(dependencies))
  const limitLongPolls = limitConcurrency(dependencies.limiter)

  // Their path is within the worker site's.
  questionRoutes(app, dependencies.marketplace)
  siteRoutes(app)
  app.get('/_mturk/info', (_, response) => void response.json(dependencies.info()))
  app.get('/_mturk/metrics', async (_, response) => {
    const { contentType, body } = await dependencies.renderMetrics()
    response.set('content-type', contentType).send(body)
  })
  app.get('/_mturk/openapi.json', (_, response) => void response.json(openApi(dependencies.info())))
  app.get('/_mturk/settled', limitLongPolls, async (_, response) => {
    await dependencies.waitUntilIdle()
    response.json({ settled: true })
  })
  app.get(
    '/_mturk/export',
    async (_, response) => void response.json(await dependencies.exportWorld()),
  )
  app.get('/_mturk/stream', limitLongPolls, (_, response) =>
    streamEvents(response, dependencies.feed),
  )

  app.post('/_mturk/reset', express.json(), async (request, response) => {
    const { scope } = validate(resetBody, request.body ?? {})
    await dependencies.reset(scope)
    response.json({ reset: scope })
  })

  app.get('/_mturk/deliveries', async (request, response) => {
    const { limit, after, offset, total, ...filter } = validate(deliveriesQuery, request.query)
    response.json(await findDeliveries(dependencies, filter, { limit, after, offset, total }))
  })
  app.get('/_mturk/deliveries/wait', limitLongPolls, async (request, response) => {
    const filter = validate(waitQuery, request.query)
    const abortController = new AbortController()
    response.on('close', () => abortController.abort())
    response.json(await waitForDeliveries(dependencies, filter, abortController.signal))
  })
  app.get('/_mturk/deliveries/:id', async ({ params: { id } }, response) => {
    const delivery = await store.transaction((tx) => tx.deliveries.find({ id }))
    if (!delivery) return notFound(response, `There is no delivery ${id}.`)
    response.json(delivery)
  })
  app.post('/_mturk/deliveries/:id/redeliver', async ({ params: { id } }, response) => {
    const delivery = await store.transaction((tx) => tx.deliveries.find({ id }))
    if (!delivery) return notFound(response, `There is no delivery ${id}.`)
    if (delivery.status === 'pending')
      return void response.status(409).json({
        error: 'Pending',
        message: `Delivery ${id} is still under way.`,
      })
    response.json(await dispatcher.redeliver(delivery))
  })

  receiverRoutes(app, receivers)
  faultRoutes(app, dependencies.faults)
  callRoutes(app, dependencies)
  hitRoutes(app, dependencies.marketplace)
  hitTypeRoutes(app, dependencies.marketplace)
  qualificationRoutes(app, dependencies.marketplace)
  layoutRoutes(app, store)
  accountRoutes(app, dependencies.marketplace)
  workerRoutes(app, dependencies)
  simulationRoutes(app, dependencies)
  clockRoutes(app, dependencies)
  app.use((request, response) =>
    notFound(response, `There is no ${request.method} ${request.path} here.`),
  )
  app.use(handleErrors(dependencies.report))
  return app
}

const validate = <T>(schema: ZodType<T>, input: unknown): T => schema.parse(input)

/** Express tells an error handler by its four parameters. */
const handleErrors =
  (report: (error: unknown) => void): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    if (error instanceof ZodError)
      return void response
        .status(400)
        .json({ error: 'BadRequest', message: formatValidationError(error) })
    if (error instanceof FaultRuleError)
      return void response.status(400).json({ error: 'BadRequest', message: error.message })
    if (error instanceof WorkerError)
      return void response.status(409).json({ error: 'Refused', message: error.message })
    const status = (error as { status?: number }).status ?? 500
    if (status >= 500) report(error)
    const message =
      status < 500 ? (error as Error).message : 'mturk-local failed; its log says why.'
    response.status(status).json({ error: status < 500 ? 'BadRequest' : 'InternalError', message })
  }

/** Bytes a slow reader may be behind before it is let go, so that it cannot fill the memory. */
const maxBufferedBytes = 4 * 1024 * 1024

function streamEvents(response: Response, feed: LiveFeed): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  })
  response.write(': what happens from now on\n\n')
  const unsubscribe = feed.subscribe((event: LiveEvent) => {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    if (response.writableLength > maxBufferedBytes) response.destroy()
  })
  response.on('close', unsubscribe)
}
