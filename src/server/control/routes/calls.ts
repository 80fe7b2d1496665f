import { z } from 'zod'
import { createMTurkCall } from '../../parse-call.js'
import { route } from '../api.js'
import { notFound } from '../api-error.js'
import { apiCall, callFilter, callPage, callRequest } from '../schemas/call.js'
import { pageQuery } from '../schemas/common.js'

/** Calls of the requester API. */
export const callRoutes = [
  route('GET /_mturk/calls', {
    summary: 'Returns a page of the latest calls, newest first, without request and response.',
    query: z.strictObject({ ...callFilter, ...pageQuery }),
    response: callPage,
    handle: ({ query: { limit, after, offset, total, ...filter } }, { calls }) =>
      calls.page(filter, { limit, after, offset, total }),
  }),
  route('POST /_mturk/calls', {
    summary: 'Calls an operation without a signature, on behalf of an account; returns the call.',
    body: callRequest,
    bodyLimit: '8mb',
    response: apiCall,
    async handle({ body, headers, signal }, { calls, runCall, random, region }) {
      const requestId = random.uuid()
      // A call that gets no response is in the log of calls all the same.
      await runCall(
        createMTurkCall({ ...body, region, requestId, requestHeaders: headers, signal }),
      )
      return calls.find(requestId) ?? notFound(`The call ${requestId} was evicted from the log.`)
    },
  }),
  route('GET /_mturk/calls/{requestId}', {
    summary: 'Returns one call, with request and response.',
    response: apiCall,
    handle: ({ params: { requestId } }, { calls }) =>
      calls.find(requestId) ??
      notFound(`There is no call ${requestId}; only the latest calls are kept.`),
  }),
] as const
