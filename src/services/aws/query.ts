import type { WireResponse } from './http.js'

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
  {
    status,
    code,
    message,
    hasDetail,
  }: { status: number; code: string; message: string; hasDetail?: boolean },
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
        Detail: hasDetail ? '' : undefined,
      },
      RequestId: requestId,
    },
  }),
  errorCode: code,
})

const xmlResponse = (status: number, tree: XmlTree): WireResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<?xml version="1.0"?>${childrenToXml(tree)}`,
})

const childrenToXml = (tree: XmlTree): string =>
  Object.entries(tree)
    .map(([name, content]) => (name.startsWith('@') ? '' : elementToXml(name, content)))
    .join('')

function elementToXml(name: string, content: XmlContent): string {
  if (content === undefined) return ''
  if (Array.isArray(content)) return content.map((each) => elementToXml(name, each)).join('')
  const isTree = typeof content === 'object'
  const namespace = isTree ? (content as XmlTree)['@xmlns'] : undefined
  const attributes = namespace === undefined ? '' : ` xmlns="${escapeXml(String(namespace))}"`
  const inner = isTree ? childrenToXml(content as XmlTree) : escapeXml(String(content))
  return inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`
}

/**
 * Escapes a text so that a parser returns it unchanged: a literal carriage return would become a line
 * feed. XML 1.0 cannot represent control characters, so they are left out.
 */
const escapeXml = (text: string): string =>
  text.replace(/[&<>"\r]/g, (character) => xmlEscapes[character]!).replace(invalidXml, '')

const xmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
}

const invalidXml = /[^\u{9}\u{A}\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
