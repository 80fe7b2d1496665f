import type { z } from 'zod'
import { suggest } from '../../core/suggest.js'
import { describeProblem } from '../../core/zod-issue.js'
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
  const nearest = keys.length === 1 ? suggest(keys[0]!, known, (name) => `"${name}"`) : ''
  return `There is no ${part} ${names}${hint}.${nearest}`
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
