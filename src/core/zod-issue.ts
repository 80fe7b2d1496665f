import type { z } from 'zod'
import { findNearest } from './suggest.js'

/** In the words of this project where a schema has none of its own. */
export function describeProblem(issue: z.core.$ZodRawIssue): string {
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

/** One problem of what a user wrote, without a full stop: `queues.0: there is no "nmae" (…)`. */
export function describeIssue(issue: z.core.$ZodIssue, schema: z.ZodType): string {
  const { path, message } = issue
  const label = path.length > 0 ? `${path.join('.')}: ` : ''
  if (issue.code !== 'unrecognized_keys') return `${label}${message}`
  const known = listKeys(schema, path)
  const hints = issue.keys.map((key) => {
    const nearest = findNearest(key, known)
    return `there is no "${key}" (${nearest === undefined ? `there are ${known.join(', ')}` : `did you mean "${nearest}"?`})`
  })
  return `${label}${hints.join(', ')}`
}

/** The members of zod's schemas that lead to their parts. */
interface SchemaNode {
  readonly shape?: Readonly<Record<string, SchemaNode>>
  readonly element?: SchemaNode
  unwrap?(): SchemaNode
}

/** The members that an object of the schema may have. */
function listKeys(root: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let node = unwrap(root as SchemaNode)
  for (const key of path)
    node = unwrap(typeof key === 'number' ? node?.element : node?.shape?.[String(key)])
  return Object.keys(node?.shape ?? {})
}

/** Without a default, and without what makes it optional. A list can be unwrapped too, and is not. */
const unwrap = (node: SchemaNode | undefined): SchemaNode | undefined =>
  node?.unwrap && !node.element ? unwrap(node.unwrap()) : node
