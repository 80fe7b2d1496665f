import type { z } from 'zod'
import { type AnyPlainRoute, type AnyRoute, isPlainRoute } from '../src/server/control/api.js'
import { toJsonSchema } from '../src/server/control/openapi.js'
import { routesBySubject } from '../src/server/control/routes/index.js'
import { liveEvent } from '../src/server/control/schemas/emulator.js'

interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly const?: string
  readonly description?: string
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}
type Described = AnyRoute | AnyPlainRoute

/** A table for each subject of the control API. */
export function controlTables(): string {
  const parts = Object.entries(routesBySubject).map(
    ([subject, routes]) =>
      `### ${subject}\n\n| request | what it does | takes | returns |\n| --- | --- | --- | --- |\n${routes.map(renderRow).join('\n')}\n`,
  )
  return `\n${parts.join('\n')}\n`
}

const renderRow = (each: Described): string =>
  `| \`${each.name}\` | ${each.summary} | ${renderInput(each)} | ${renderOutput(each)} |`

function renderInput(each: Described): string {
  const { query } = each
  const { body, takesFile } = isPlainRoute(each) ? ({} as Partial<AnyRoute>) : each
  const parts = [
    ...Object.keys(query?.shape ?? {}).map((name) => `\`?${name}\``),
    ...(body ? renderBody(body) : []),
    ...(takesFile ? ['a file'] : []),
  ]
  return parts.join(', ') || '–'
}

/** Required members are bold. */
function renderBody(body: z.ZodType): readonly string[] {
  const { properties = {}, required = [] } = convert(body, 'input')
  return Object.keys(properties).map((name) =>
    required.includes(name) ? `**\`${name}\`**` : `\`${name}\``,
  )
}

function renderOutput(each: Described): string {
  if (isPlainRoute(each)) return `\`${each.contentType}\``
  if (!each.response) return '–'
  return renderSchema(toJsonSchema(each.response, 'output', {}))
}

function renderSchema(schema: JsonSchema): string {
  if (schema.$ref) return `\`${referredName(schema.$ref)}\``
  if (schema.anyOf) return schema.anyOf.map(renderSchema).join(' or ')
  if (schema.type === 'array') return `list of ${renderSchema(schema.items ?? {})}`
  const names = Object.keys(schema.properties ?? {})
  return names.length === 0 ? 'an object' : names.map((name) => `\`${name}\``).join(', ')
}

/** A schema with its reference followed. */
function convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const components: Record<string, unknown> = {}
  const result: JsonSchema = toJsonSchema(schema, io, components)
  return result.$ref ? (components[referredName(result.$ref)] as JsonSchema) : result
}

const referredName = (reference: string): string => reference.split('/').at(-1)!

/** The events of the stream. */
export function streamTable(): string {
  const rows = convert(liveEvent, 'output').oneOf!.map(({ properties = {}, description = '' }) => {
    const { type, ...members } = properties
    const names = Object.keys(members).map((name) => `\`${name}\``)
    return `| \`${type!.const}\` | ${names.join(', ') || '–'} | ${description} |`
  })
  return `\n| event | members | |\n| --- | --- | --- |\n${rows.join('\n')}\n\n`
}
