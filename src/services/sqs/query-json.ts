import type { WireResponse } from '../aws/http.js'
import type { SqsError } from './errors.js'

/** Whether a call of the query protocol asks for JSON instead of XML. */
export const acceptsJson = (accept: string | undefined): boolean =>
  accept !== undefined && /\bapplication\/json\b/i.test(accept)

/** The response of the query protocol as JSON, with lists of pairs where the JSON protocol has maps. */
export const queryJsonResult = (
  action: string,
  result: object,
  requestId: string,
): WireResponse => ({
  status: 200,
  headers,
  body: JSON.stringify({
    [`${action}Response`]: {
      [`${action}Result`]: toMembers(result),
      ResponseMetadata: { RequestId: requestId },
    },
  }),
})

export const queryJsonError = (
  { status, code, queryMessage }: SqsError,
  requestId: string,
): WireResponse => ({
  status,
  headers,
  body: JSON.stringify({
    Error: { Code: code, Message: queryMessage, Type: 'Sender' },
    RequestId: requestId,
  }),
  errorCode: code,
})

const headers = { 'content-type': 'application/json' }

const toMembers = (result: object): object =>
  Object.fromEntries(
    Object.entries(result).map(([name, value]) => {
      switch (name) {
        case 'Messages':
          return ['messages', (value as object[]).map(toMembers)]
        case 'Attributes':
        case 'MessageAttributes':
          return [name, toPairs(value, 'Name')]
        case 'Tags':
          return [name, toPairs(value, 'Key')]
        default:
          return [name, value]
      }
    }),
  )

const toPairs = (map: object | undefined, key: string): object[] | undefined =>
  map && Object.entries(map).map(([name, Value]) => ({ [key]: name, Value }))
