import express, { type Express } from 'express'
import { z } from 'zod'
import type { Random } from '../../core/random.js'
import { faultHeader } from '../../faults/request-header.js'
import type { RunCall } from '../aws-handler.js'
import { createMTurkCall } from '../parse-call.js'
import type { CallLog } from './call-log.js'
import { pageQuery } from './pagination.js'

export interface CallRoutesDependencies {
  readonly calls: CallLog
  readonly runCall: RunCall
  readonly random: Random
  readonly region: string
}

const account = z.string().regex(/^\d{12}$/, 'must be 12 digits')
const callsQuery = z.strictObject({
  account: account.optional(),
  operation: z.string().optional(),
  outcome: z.enum(['answered', 'refused']).optional(),
  text: z.string().max(1000).optional(),
  ...pageQuery,
})
const callBody = z.strictObject({
  operation: z.string().regex(/^\w+$/, 'must be the name of an operation, as CreateHIT'),
  input: z.record(z.string(), z.unknown()),
  account: account.default('000000000000'),
})

/** What was asked of the requester's API lately; and asking it without a signature. */
export function callRoutes(
  app: Express,
  { calls, runCall, random, region }: CallRoutesDependencies,
): void {
  app.get('/_mturk/calls', ({ query }, response) => {
    const { limit, after, offset, total, ...filter } = callsQuery.parse(query)
    response.json(calls.page(filter, { limit, after, offset, total }))
  })
  app.get('/_mturk/calls/:requestId', ({ params: { requestId } }, response) => {
    const call = calls.find(requestId)
    if (!call)
      return void response.status(404).json({
        error: 'NotFound',
        message: `There is no call ${requestId}, or not any more: only the latest are kept.`,
      })
    response.json(call)
  })
  app.post('/_mturk/calls', express.json({ limit: '8mb' }), async (request, response) => {
    const { operation, input, account } = callBody.parse(request.body ?? {})
    const abortController = new AbortController()
    response.on('close', () => abortController.abort())
    const requestId = random.uuid()
    // A call that gets no response is in the log of calls all the same.
    await runCall(
      createMTurkCall({
        operation,
        input,
        account,
        region,
        requestId,
        faultRules: request.headers[faultHeader],
        signal: abortController.signal,
      }),
    )
    response.json(calls.find(requestId))
  })
}
