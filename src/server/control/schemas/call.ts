import { z } from 'zod'
import {
  account,
  accountFilter,
  accountOrDefault,
  instant,
  pageInfo,
  searchText,
} from './common.js'
import { appliedFault } from './fault.js'

const summary = {
  at: instant,
  operation: z.string(),
  account,
  requestId: z.string(),
  status: z.int().describe('0 when the connection was cut instead.'),
  milliseconds: z.number().describe('How long it took, in real time.'),
  errorCode: z.string().optional(),
  faults: z.array(appliedFault).optional(),
}

export const apiCall = z
  .object({ ...summary, request: z.string(), response: z.string() })
  .meta({ id: 'Call' })

export const callPage = z.object({ calls: z.array(z.object(summary)), ...pageInfo })

export const callFilter = {
  account: accountFilter,
  operation: z.string().optional(),
  outcome: z.enum(['success', 'error']).optional(),
  text: searchText,
}

export const callRequest = z.strictObject({
  operation: z.string().regex(/^\w+$/, 'must be the name of an operation, such as CreateHIT'),
  input: z.record(z.string(), z.unknown()).describe('In Amazon’s spelling.'),
  account: accountOrDefault,
})
