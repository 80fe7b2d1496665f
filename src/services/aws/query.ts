import { createRequire } from 'node:module'
import type * as Builder from 'xmlbuilder2'
import type { WireResponse } from './http.js'

const require = createRequire(import.meta.url)

/** The fields of a call in AWS's query protocol, `A=1&B.1.Name=x`, by their full names. */
export type QueryParams = ReadonlyMap<string, string>

/** The content of a response: a list repeats its element, `undefined` is left out. */
export interface XmlTree {
  readonly [element: string]: XmlContent
}
export type XmlContent = string | number | boolean | undefined | XmlTree | readonly XmlContent[]

/** Decodes the query and the body of one call; of a repeated field the last value counts. */
export function parseQueryParams(...encoded: readonly string[]): QueryParams {
  const params = new Map<string, string>()
  for (const part of encoded)
    if (part !== '') for (const [name, value] of new URLSearchParams(part)) params.set(name, value)
  return params
}

/** The parameters of a call in another protocol. */
export const noParams: QueryParams = new Map()

/**
 * The numbered members under a prefix, ordered by number, each with its own fields:
 * `indexedMembers(params, 'Entry')` of `Entry.2.Id=b&Entry.1.Id=a` is `[{Id: a}, {Id: b}]`. The value
 * of the member itself, as in `AttributeName.1=All`, has the empty name.
 */
export function indexedMembers(params: QueryParams, prefix: string): QueryParams[] {
  const byIndex = new Map<number, Map<string, string>>()
  for (const [name, value] of params) {
    if (!name.startsWith(`${prefix}.`)) continue
    const [, number, rest = ''] =
      /^(\d{1,6})(?:\.(.*))?$/s.exec(name.slice(prefix.length + 1)) ?? []
    if (number === undefined) continue
    const member = byIndex.get(Number(number)) ?? new Map<string, string>()
    byIndex.set(Number(number), member.set(rest, value))
  }
  return [...byIndex].sort(([a], [b]) => a - b).map(([, member]) => member)
}

/** `indexedStrings(params, 'TagKey')` of `TagKey.1=a&TagKey.2=b` is `['a', 'b']`. */
export const indexedStrings = (params: QueryParams, prefix: string): string[] =>
  indexedMembers(params, prefix).flatMap((member) => member.get('') ?? [])

export const xmlResult = (
  action: string,
  namespace: string,
  requestId: string,
  result?: XmlTree,
): WireResponse =>
  xmlResponse(200, {
    [`${action}Response`]: {
      '@xmlns': namespace,
      ...(result && { [`${action}Result`]: result }),
      ResponseMetadata: { RequestId: requestId },
    },
  })

export const xmlError = (
  { status, code, message }: { status: number; code: string; message: string },
  namespace: string,
  requestId: string,
): WireResponse => ({
  ...xmlResponse(status, {
    ErrorResponse: {
      '@xmlns': namespace,
      Error: {
        Type: status < 500 ? 'Sender' : 'Receiver',
        Code: code,
        Message: message,
      },
      RequestId: requestId,
    },
  }),
  errorCode: code,
})

function xmlResponse(status: number, tree: XmlTree): WireResponse {
  // Loading its seventy files would take a tenth of every start, and most programs use JSON.
  const { create } = require('xmlbuilder2') as typeof Builder
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    // XML 1.0 cannot express control characters: they are left out, so that the response stays valid.
    body: create({ version: '1.0', invalidCharReplacement: '' }, tree as object).end(),
  }
}
