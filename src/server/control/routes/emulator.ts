import { z } from 'zod'
import { plainRoute, route } from '../api.js'
import { buildOverview } from '../build-overview.js'
import { emulatorInfo, liveEvent, resetScope } from '../schemas/emulator.js'
import { overview } from '../schemas/overview.js'
import { sendBackup } from '../send-backup.js'
import { streamEvents } from '../stream-events.js'

/** The emulator as a whole. */
export const emulatorRoutes = [
  route('GET /_mturk/info', {
    summary:
      'Returns version, addresses, clock, destinations of notifications, operations, and how much was evicted.',
    response: emulatorInfo,
    handle: (_, { info }) => info(),
  }),
  route('GET /_mturk/overview', {
    summary:
      'Returns failures of the last hour, what is pending, and which first steps were taken.',
    response: overview,
    handle: (_, dependencies) => buildOverview(dependencies),
  }),
  plainRoute('GET /_mturk/metrics', {
    summary: 'Returns metrics for Prometheus ([observability.md](observability.md)).',
    contentType: 'text/plain',
    respond:
      ({ renderMetrics }) =>
      async (_, response) => {
        const { contentType, body } = await renderMetrics()
        response.set('content-type', contentType).send(body)
      },
  }),
  plainRoute('GET /_mturk/stream', {
    summary: 'Streams everything that happens from now on, as server-sent events.',
    contentType: 'text/event-stream',
    content: liveEvent,
    isLongPoll: true,
    respond:
      ({ feed }) =>
      (_, response) =>
        streamEvents(response, feed),
  }),
  route('GET /_mturk/settled', {
    summary:
      'Returns when the dispatcher and the topics have sent everything that is due and functions have ended, and how many deliveries wait for a retry.',
    isLongPoll: true,
    query: z.strictObject({
      retries: z
        .enum(['skip', 'wait'])
        .default('skip')
        .describe('Whether to wait for retries that are scheduled for later too.'),
    }),
    response: z.object({ settled: z.literal(true), retriesPending: z.int() }),
    async handle({ query: { retries } }, { waitUntilIdle }) {
      const { retriesPending } = await waitUntilIdle({ includeRetries: retries === 'wait' })
      return { settled: true as const, retriesPending }
    },
  }),
  route('GET /_mturk/export', {
    summary: 'Returns the present world as an init file ([init-file.md](init-file.md)).',
    response: z.record(z.string(), z.unknown()),
    handle: async (_, { exportWorld }) => ({ ...(await exportWorld()) }),
  }),
  plainRoute('GET /_mturk/backup', {
    summary:
      'Returns a consistent copy of the data as a SQLite file, for `--data` ([deploy.md](deploy.md)).',
    contentType: 'application/vnd.sqlite3',
    respond:
      ({ store }) =>
      (_, response, next) => {
        sendBackup(response, store).catch(next)
      },
  }),
  route('POST /_mturk/stop', {
    summary:
      'Stops the emulator, as SIGTERM does: work in progress is finished first. The response begins at once, and ends with the process.',
    stopsEmulator: true,
    response: z.object({ stopping: z.literal(true) }),
    handle: () => ({ stopping: true as const }),
  }),
  route('POST /_mturk/reset', {
    summary: 'Deletes the messages that arrived and the finished deliveries, or all data.',
    body: z.strictObject({ scope: resetScope.default('messages') }),
    response: z.object({ reset: resetScope }),
    async handle({ body: { scope } }, { reset }) {
      await reset(scope)
      return { reset: scope }
    },
  }),
] as const
