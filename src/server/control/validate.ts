import type { z } from 'zod'
import { badRequest } from './api-error.js'

/** Where a value stands in a request, as messages call it. */
export type RequestPart = 'path parameter' | 'query parameter' | 'body member'

/** @throws ApiError with a sentence for each problem */
export function validate<S extends z.ZodType>(
  schema: S,
  input: unknown,
  part: RequestPart,
): z.output<S> {
  const result = schema.safeParse(input, { error: describeProblem })
  if (result.success) return result.data
  const sentences = result.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? describeUnknown(issue, schema, part)
      : toSentence(issue, input, part),
  )
  throw badRequest(sentences.join(' '))
}

type Issue = z.core.$ZodIssue

function describeUnknown(
  { keys, path }: Issue & { readonly keys: string[] },
  schema: z.ZodType,
  part: RequestPart,
): string {
  const names = keys.map((key) => `"${[...path, key].join('.')}"`).join(', ')
  const known = path.length === 0 && 'shape' in schema ? Object.keys(schema.shape as object) : []
  const hint = known.length > 0 ? `: there are ${known.join(', ')}` : ''
  return `There is no ${part} ${names}${hint}.`
}

function toSentence({ path, message }: Issue, input: unknown, part: RequestPart): string {
  const isRequirement = message.startsWith('must ')
  if (path.length === 0) return isRequirement ? `The body ${message}.` : `${message}.`
  const name = path.join('.')
  const parent = path.slice(0, -1).reduce(getMember, input)
  if (typeof parent !== 'object' || !isRequirement) return `${name}: ${message}.`
  const value = getMember(parent, path.at(-1)!)
  return value === undefined
    ? `The ${part} "${name}" is missing.`
    : `${name}: ${message}, not ${abbreviate(value)}.`
}

const getMember = (parent: unknown, key: PropertyKey): unknown =>
  (parent as Record<PropertyKey, unknown> | null | undefined)?.[key]

function abbreviate(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

/** In the words of this project where a schema has none of its own. */
function describeProblem(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${typeNames[issue.expected] ?? 'another kind of value'}`
    case 'invalid_value':
      return (issue as { expected?: unknown }).expected === 'stringbool'
        ? 'must be true or false'
        : `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`
    case 'too_small':
      return `must be at least ${issue.minimum}${describeUnit(issue.origin, issue.minimum)}`
    case 'too_big':
      return `must be at most ${issue.maximum}${describeUnit(issue.origin, issue.maximum)}`
    default:
      return 'must have another form'
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a single text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  tuple: 'a list',
}

function describeUnit(origin: string, size: number | bigint): string {
  const plural = size === 1 ? '' : 's'
  if (origin === 'string') return ` character${plural} long`
  return origin === 'array' ? ` item${plural} long` : ''
}
