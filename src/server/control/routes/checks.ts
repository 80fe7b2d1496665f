import { z } from 'zod'
import { sleep } from '../../../core/timer.js'
import { checkCases } from '../../../domain/consumer-check/check-case.js'
import { readRequestOrigin } from '../../../services/aws/request-origin.js'
import { route } from '../api.js'
import { notFound } from '../api-error.js'
import { buildCheckView } from '../consumer-check/build-check-view.js'
import {
  check,
  checkCaseList,
  checkInput,
  checkList,
  checkPayload,
  checkWaitQuery,
  handledInput,
} from '../schemas/check.js'

/** Checks of consumers of notifications. */
export const checkRoutes = [
  route('GET /_mturk/checks', {
    summary: 'Returns the latest checks of consumers, newest first.',
    response: checkList,
    handle: async (_, { loadChecks }) => ({
      checks: (await loadChecks()).all().map(buildCheckView),
    }),
  }),
  route('POST /_mturk/checks', {
    summary:
      'Starts to check a consumer: sends it every kind of notification, and watches what it does.',
    body: checkInput,
    // Many payloads may be given at once.
    bodyLimit: '16mb',
    status: 201,
    response: check,
    handle: async ({ body, headers }, { loadChecks }) =>
      buildCheckView(
        await (await loadChecks()).start({ ...body, origin: readRequestOrigin(headers) }),
      ),
  }),
  route('GET /_mturk/checks/cases', {
    summary: 'Returns what can be checked.',
    response: checkCaseList,
    handle: () => ({
      cases: checkCases.map(({ name, title, targets, isOptional = false, advice }) => ({
        name,
        title,
        targets: [...targets],
        isOptional,
        advice,
      })),
    }),
  }),
  route('GET /_mturk/checks/{id}', {
    summary: 'Returns one check; `latest` is the ID of the one that was started last.',
    response: check,
    handle: async ({ params: { id } }, { loadChecks }) =>
      buildCheckView((await loadChecks()).find(id)),
  }),
  route('GET /_mturk/checks/{id}/wait', {
    summary: 'Returns a check as soon as it is over, or after `timeout`.',
    isLongPoll: true,
    query: z.strictObject(checkWaitQuery),
    response: check,
    async handle({ params: { id }, query: { timeout }, signal }, { loadChecks, timer }) {
      const run = (await loadChecks()).find(id)
      const cleanup = new AbortController()
      await Promise.race([
        run.done,
        sleep(timer, timeout, AbortSignal.any([signal, cleanup.signal])),
      ])
      cleanup.abort()
      return buildCheckView(run)
    },
  }),
  route('GET /_mturk/checks/{id}/payloads/{eventDocId}', {
    summary: 'Returns a payload that a check has sent.',
    response: checkPayload,
    async handle({ params: { id, eventDocId } }, { loadChecks }) {
      const payload = (await loadChecks()).find(id).findPayload(eventDocId)
      if (!payload) return notFound(`The check ${id} has sent no payload ${eventDocId}.`)
      return { case: payload.caseName, eventDocId, payload: payload.text }
    },
  }),
  route('POST /_mturk/checks/{id}/handled', {
    summary:
      'Acknowledges that the consumer has handled an event; `latest` is the latest check that has sent it.',
    body: handledInput,
    async handle({ params: { id }, body: { eventDocId, index } }, { loadChecks }) {
      const checks = await loadChecks()
      checks.acknowledge(id, eventDocId, index)
    },
  }),
  route('DELETE /_mturk/checks/{id}', {
    summary: 'Stops a check and deletes its results; afterwards it sends nothing more.',
    async handle({ params: { id } }, { loadChecks }) {
      const checks = await loadChecks()
      await checks.remove(checks.find(id))
    },
  }),
] as const
