import express, { type ErrorRequestHandler, type Express, type Response } from 'express'
import { ZodError, type ZodType } from 'zod'
import type { Seats } from '../core/limiter.js'
import { WorkerRefusal } from '../domain/errors.js'
import type { Faults } from '../faults/faults.js'
import { FaultRuleError } from '../faults/rule-text.js'
import { accountRoutes } from './control/account-routes.js'
import { type CallParts, callRoutes } from './control/call-routes.js'
import { type ClockParts, clockRoutes } from './control/clock-routes.js'
import type { Happening, Info, ResetScope } from './control/contract.js'
import { type CrowdParts, crowdRoutes } from './control/crowd-routes.js'
import { type CrowdsParts, crowdsRoutes } from './control/crowds-routes.js'
import { type DeliveryBook, findDeliveries, waitForDeliveries } from './control/delivery-search.js'
import { faultRoutes } from './control/fault-routes.js'
import { hitRoutes } from './control/hit-routes.js'
import { hitTypeRoutes } from './control/hit-type-routes.js'
import type { Inbox } from './control/inbox.js'
import { inboxRoutes } from './control/inbox-routes.js'
import { layoutRoutes } from './control/layout-routes.js'
import type { Feed } from './control/live-feed.js'
import { notFound } from './control/not-found.js'
import { openApi } from './control/openapi.js'
import { qualificationRoutes } from './control/qualification-routes.js'
import { deliveriesQuery, resetBody, sentencesOf, waitQuery } from './control/requests.js'
import { whileSeated } from './limit-waiters.js'
import { openRoutes } from './pages/external-submit.js'
import { familiarRoutes } from './pages/mturk-redirects.js'
import { questionRoutes } from './pages/questions.js'
import { siteRoutes } from './pages/sites.js'
import { type Tokens, tokenDoor } from './security/access-tokens.js'
import { pageHeaders } from './security/headers.js'
import { guard } from './security/same-origin.js'

export interface ControlParts
  extends DeliveryBook,
    CrowdParts,
    CrowdsParts,
    ClockParts,
    CallParts,
    Tokens {
  readonly info: () => Info
  readonly inbox: Inbox
  readonly feed: Feed
  readonly faults: Faults
  readonly settled: () => Promise<void>
  readonly reset: (what: ResetScope) => Promise<void>
  /** What Prometheus reads. */
  readonly figures: () => Promise<{ contentType: string; body: string }>
  /** Hears what went wrong inside. */
  readonly report: (error: unknown) => void
  /** The present world as an init file. */
  readonly exported: () => Promise<object>
  /** Host names besides loopback's under which it answers. */
  readonly controlHosts: readonly string[]
  /** Taken by those who wait. */
  readonly seats: Seats
}

/** What MTurk has no API for: looking at what was sent and received, and beginning anew. */
export function controlApi(parts: ControlParts): Express {
  const { store, courier, inbox } = parts
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(pageHeaders)
  openRoutes(app, parts)
  app.use(guard({ hosts: parts.controlHosts, asksForToken: parts.token !== undefined }))
  familiarRoutes(app)
  app.use(tokenDoor(parts))
  const seated = whileSeated(parts.seats)

  // Their path is within the worker site's.
  questionRoutes(app, parts.world)
  siteRoutes(app)
  app.get('/_mturk/info', (_, response) => void response.json(parts.info()))
  app.get('/_mturk/metrics', async (_, response) => {
    const { contentType, body } = await parts.figures()
    response.set('content-type', contentType).send(body)
  })
  app.get('/_mturk/openapi.json', (_, response) => void response.json(openApi(parts.info())))
  app.get('/_mturk/settled', seated, async (_, response) => {
    await parts.settled()
    response.json({ settled: true })
  })
  app.get('/_mturk/export', async (_, response) => void response.json(await parts.exported()))
  app.get('/_mturk/stream', seated, (_, response) => streamTo(response, parts.feed))

  app.post('/_mturk/reset', express.json(), async (request, response) => {
    const { what } = read(resetBody, request.body ?? {})
    await parts.reset(what)
    response.json({ reset: what })
  })

  app.get('/_mturk/deliveries', async (request, response) => {
    const { limit, after, skip, total, ...filter } = read(deliveriesQuery, request.query)
    response.json(await findDeliveries(parts, filter, { limit, after, skip, total }))
  })
  app.get('/_mturk/deliveries/wait', seated, async (request, response) => {
    const wanted = read(waitQuery, request.query)
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    response.json(await waitForDeliveries(parts, wanted, gone.signal))
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
    response.json(await courier.redeliver(delivery))
  })

  inboxRoutes(app, inbox)
  faultRoutes(app, parts.faults)
  callRoutes(app, parts)
  hitRoutes(app, parts.world)
  hitTypeRoutes(app, parts.world)
  qualificationRoutes(app, parts.world)
  layoutRoutes(app, store)
  accountRoutes(app, parts.world)
  crowdRoutes(app, parts)
  crowdsRoutes(app, parts)
  clockRoutes(app, parts)
  app.use((request, response) =>
    notFound(response, `There is no ${request.method} ${request.path} here.`),
  )
  app.use(answerFaults(parts.report))
  return app
}

const read = <T>(schema: ZodType<T>, given: unknown): T => schema.parse(given)

/** Express tells an error handler by its four parameters. */
const answerFaults =
  (report: (error: unknown) => void): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    if (error instanceof ZodError)
      return void response.status(400).json({ error: 'BadRequest', message: sentencesOf(error) })
    if (error instanceof FaultRuleError)
      return void response.status(400).json({ error: 'BadRequest', message: error.message })
    if (error instanceof WorkerRefusal)
      return void response.status(409).json({ error: 'Refused', message: error.message })
    const status = (error as { status?: number }).status ?? 500
    if (status >= 500) report(error)
    const message =
      status < 500 ? (error as Error).message : 'mturk-local failed; its log says why.'
    response.status(status).json({ error: status < 500 ? 'BadRequest' : 'InternalError', message })
  }

/** Bytes a slow reader may be behind before it is let go, so that it cannot fill the memory. */
const mostBehind = 4 * 1024 * 1024

function streamTo(response: Response, feed: Feed): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  })
  response.write(': what happens from now on\n\n')
  const stop = feed.listen((happening: Happening) => {
    response.write(`event: ${happening.type}\ndata: ${JSON.stringify(happening)}\n\n`)
    if (response.writableLength > mostBehind) response.destroy()
  })
  response.on('close', stop)
}
