import { z } from 'zod'
import {
  type AnyPlainRoute,
  type AnyRoute,
  isPlainRoute,
  parseRouteName,
  pathParameterNames,
} from './api.js'

type JsonObject = Readonly<Record<string, unknown>>
type Described = AnyRoute | AnyPlainRoute

/** Routes described in OpenAPI 3.1. */
export function openApi(
  routes: readonly Described[],
  { version, endpoint }: { readonly version: string; readonly endpoint: string },
): JsonObject {
  const components: Record<string, unknown> = {}
  const paths: Record<string, Record<string, unknown>> = {}
  for (const each of routes) {
    const { method, path } = parseRouteName(each.name)
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeRoute(path, each, components) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'mturk-local control API',
      version,
      description:
        'What Amazon Mechanical Turk has no API for: inspecting what was sent and received, waiting for it, working on HITs, injecting faults, moving the clock, resetting.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: endpoint }],
    // Without a token, or with the one that the emulator was started with.
    security: [{}, { token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      responses: { Error: { description: 'The request was refused.', ...asJson(errorSchema) } },
      schemas: components,
    },
  }
}

const errorSchema = {
  type: 'object',
  required: ['error', 'message'],
  properties: {
    error: { type: 'string', description: 'A code for programs.' },
    message: { type: 'string', description: 'A sentence for people.' },
  },
}

function describeRoute(path: string, each: Described, components: Record<string, unknown>) {
  const { name, summary, isPublic, parameters = {} } = each
  const convert = (schema: z.ZodType, io: 'input' | 'output' = 'output') =>
    toJsonSchema(schema, io, components)
  const { query } = each
  const { body, takesFile } = isPlainRoute(each) ? ({} as Partial<AnyRoute>) : each
  return {
    operationId: toOperationId(name),
    // Links in Markdown are for the reference in docs/.
    summary: summary.replace(/ \(\[[^()[\]]*\]\([^()]*\)\)/g, ''),
    ...(isPublic && { security: [] }),
    parameters: [
      ...pathParameterNames(path).map((parameter) => ({
        name: parameter,
        in: 'path',
        required: true,
        schema: parameters[parameter] ? convert(parameters[parameter]) : { type: 'string' },
      })),
      ...Object.entries((query?.shape ?? {}) as Record<string, z.ZodType>).map(
        ([parameter, schema]) => {
          const { description, ...rest } = convert(schema)
          return { name: parameter, in: 'query', description, schema: rest }
        },
      ),
    ],
    ...(takesFile && {
      requestBody: { required: true, content: { '*/*': {} } },
    }),
    ...(body && {
      requestBody: { required: !body.safeParse({}).success, ...asJson(convert(body, 'input')) },
    }),
    responses: {
      ...describeSuccess(each, convert),
      default: { $ref: '#/components/responses/Error' },
    },
  }
}

function describeSuccess(each: Described, convert: (schema: z.ZodType) => JsonObject): JsonObject {
  if (isPlainRoute(each)) {
    const schema = each.content ? convert(each.content) : { type: 'string' }
    return { 200: { description: 'Success.', content: { [each.contentType]: { schema } } } }
  }
  const { response, status = 200 } = each
  if (response === undefined) return { 204: { description: 'Success, without a body.' } }
  return { [status]: { description: 'Success.', ...asJson(convert(response)) } }
}

const asJson = (schema: JsonObject) => ({ content: { 'application/json': { schema } } })

/** `GET /_mturk/hits/{id}/assignments` becomes `getHitsByIdAssignments`. */
const toOperationId = (name: string): string =>
  name
    .replace('/_mturk', '')
    .replaceAll('{', 'by-')
    .split(/[^A-Za-z]+/)
    .filter(Boolean)
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1),
    )
    .join('')

/** Schemas with an ID are put under `components`, and referred to. */
export function toJsonSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
  components: Record<string, unknown>,
): JsonObject {
  const { $schema, $defs, ...result } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date')
        Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
      // The bounds of every whole number in JavaScript say nothing.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  for (const [name, definition] of Object.entries($defs ?? {}))
    components[name] = referToComponents(definition)
  return referToComponents(result)
}

const referToComponents = (schema: object): JsonObject =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))
