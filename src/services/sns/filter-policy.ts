import { BlockList, isIP } from 'node:net'
import { invalidFilterPolicy } from './errors.js'
import type { NewSnsMessage, SnsMessageAttributes } from './message.js'

export type FilterScope = 'MessageAttributes' | 'MessageBody'

/** Returns whether a message matches a subscription's filter policy. */
export type Filter = (message: NewSnsMessage) => boolean

/** Tests the values of one key; there are none when the key is absent. */
type Test = (values: readonly Value[]) => boolean
type Value = string | number | boolean | null
type Tree = { readonly [key: string]: unknown }

/** SNS refuses policies with more combinations. */
const maxCombinations = 150

/**
 * Compiles a filter policy once, when it is set.
 *
 * @throws SnsError when the policy is invalid
 */
export function compileFilter(policy: string, scope: FilterScope): Filter {
  const tree = parseFilterPolicy(policy)
  const matches = compileTree(tree, scope === 'MessageBody')
  // Counting recurses into the policy, so its depth is checked first.
  if (countCombinations(tree) > maxCombinations)
    throw invalidFilterPolicy(
      `Filter policy is too complex; it may have ${maxCombinations} combinations.`,
    )
  return scope === 'MessageBody'
    ? ({ message }) => {
        const body = parseJsonObject(message)
        return body !== undefined && matches(body)
      }
    : ({ attributes = {} }) => matches(toFilterValues(attributes))
}

function parseFilterPolicy(policy: string): Tree {
  if (policy.length > 256 * 1024) throw invalidFilterPolicy('Filter policy is too long.')
  const tree = parseJsonObject(policy)
  if (!tree) throw invalidFilterPolicy('Filter policy must be a JSON object.')
  return tree
}

function parseJsonObject(text: string): Tree | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const countCombinations = (tree: Tree): number =>
  Object.values(tree).reduce(
    (product: number, value) =>
      product *
      (Array.isArray(value)
        ? Math.max(value.length, 1)
        : isObject(value)
          ? countCombinations(value)
          : 1),
    1,
  )

/** Every key must match; under `$or`, one of several trees. */
function compileTree(tree: Tree, nested: boolean, depth = 0): (found: Tree) => boolean {
  if (depth > 10) throw invalidFilterPolicy('Filter policy is nested too deeply.')
  const tests = Object.entries(tree).map(([key, condition]) => {
    if (
      key === '$or' &&
      Array.isArray(condition) &&
      condition.length > 1 &&
      condition.every(isObject)
    ) {
      const choices = condition.map((each) => compileTree(each, nested, depth + 1))
      return (found: Tree) => choices.some((choice) => choice(found))
    }
    if (isObject(condition)) {
      if (!nested)
        throw invalidFilterPolicy(
          'Filter policy scope MessageAttributes does not support nested filter policy',
        )
      const inner = compileTree(condition, nested, depth + 1)
      return (found: Tree) => getObjects(found, key).some(inner)
    }
    if (!Array.isArray(condition))
      throw invalidFilterPolicy(`"${key}" must be an object or an array`)
    if (condition.length === 0) throw invalidFilterPolicy(`Empty arrays are not allowed`)
    const choices = condition.map(compileTest)
    return (found: Tree) => {
      const values = getValues(found, key)
      return choices.some((test) => test(values))
    }
  })
  return (found) => tests.every((test) => test(found))
}

const getObjects = (found: Tree, key: string): readonly Tree[] => {
  const value = Object.hasOwn(found, key) ? found[key] : undefined
  return (Array.isArray(value) ? value : [value]).filter(isObject)
}

const getValues = (found: Tree, key: string): readonly Value[] => {
  if (!Object.hasOwn(found, key)) return []
  const value = found[key]
  return (Array.isArray(value) ? value.flat(9) : [value]) as Value[]
}

function compileTest(condition: unknown): Test {
  if (condition === null || ['string', 'number', 'boolean'].includes(typeof condition))
    return (values) => values.includes(condition as Value)
  if (!isObject(condition))
    throw invalidFilterPolicy('Match value must be String, number, true, false, or null')
  const [[operator, operand], ...others] = Object.entries(condition) as [
    [string, unknown],
    ...unknown[],
  ]
  if (!operator || others.length > 0)
    throw invalidFilterPolicy('Only one key allowed in match expression')
  if (operator === 'exists') {
    if (typeof operand !== 'boolean')
      throw invalidFilterPolicy('exists match pattern must be either true or false.')
    return (values) => values.length > 0 === operand
  }
  if (operator === 'anything-but') return anythingBut(operand)
  const matchesValue = compileOperator(operator, operand)
  return (values) => values.some(matchesValue)
}

function anythingBut(operand: unknown): Test {
  const excluded: ((value: Value) => boolean)[] = isObject(operand)
    ? Object.entries(operand).flatMap(([operator, inner]) =>
        (Array.isArray(inner) ? inner : [inner]).map((each) => compileOperator(operator, each)),
      )
    : (Array.isArray(operand) ? operand : [operand]).map((each) => (value: Value) => value === each)
  if (excluded.length === 0) throw invalidFilterPolicy('anything-but list must not be empty.')
  return (values) => values.some((value) => !excluded.some((is) => is(value)))
}

function compileOperator(operator: string, operand: unknown): (value: Value) => boolean {
  if (operator === 'numeric') return numeric(operand)
  if (typeof operand !== 'string')
    throw invalidFilterPolicy(`${operator} match pattern must be a string`)
  const matchString = (is: (value: string) => boolean) => (value: Value) =>
    typeof value === 'string' && is(value)
  switch (operator) {
    case 'prefix':
      return matchString((value) => value.startsWith(operand))
    case 'suffix':
      return matchString((value) => value.endsWith(operand))
    case 'equals-ignore-case':
      return matchString((value) => value.toLowerCase() === operand.toLowerCase())
    case 'wildcard':
      return matchString(wildcard(operand))
    case 'cidr':
      return matchString(cidr(operand))
    default:
      throw invalidFilterPolicy(`Unrecognized match type ${operator}`)
  }
}

/** A star matches any text; parts are found from the left, so that matching takes linear time. */
function wildcard(pattern: string): (value: string) => boolean {
  if (pattern.includes('**'))
    throw invalidFilterPolicy('Consecutive wildcard characters are not allowed')
  const parts = pattern.split('*')
  const first = parts[0]!
  const last = parts.at(-1)!
  if (parts.length === 1) return (value) => value === pattern
  return (value) => {
    if (!value.startsWith(first) || value.length < first.length + last.length) return false
    let position = first.length
    for (const part of parts.slice(1, -1)) {
      const index = value.indexOf(part, position)
      if (index < 0) return false
      position = index + part.length
    }
    return value.length - last.length >= position && value.endsWith(last)
  }
}

function cidr(block: string): (value: string) => boolean {
  const [address = '', bits = ''] = block.split('/')
  const version = isIP(address)
  if (!version || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128))
    throw invalidFilterPolicy("Malformed CIDR, one '/' required")
  const family = version === 4 ? 'ipv4' : 'ipv6'
  const list = new BlockList()
  // A zone, as in fe80::1%eth0, has a local meaning only.
  list.addSubnet(withoutZone(address), Number(bits), family)
  return (value) => isIP(value) === version && list.check(withoutZone(value), family)
}

const withoutZone = (address: string): string => address.split('%', 1)[0]!

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
}

function numeric(operand: unknown): (value: Value) => boolean {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length > 4 || operand.length % 2)
    throw invalidFilterPolicy('Value of numeric must be a list of operators and numbers')
  const tests = Array.from({ length: operand.length / 2 }, (_, index) => {
    const compare = comparisons[String(operand[index * 2])]
    const limit: unknown = operand[index * 2 + 1]
    if (!compare)
      throw invalidFilterPolicy(
        `Unrecognized numeric range operator: ${String(operand[index * 2])}`,
      )
    if (typeof limit !== 'number')
      throw invalidFilterPolicy('Value of numeric operator must be a number')
    return (value: number) => compare(value, limit)
  })
  return (value) => typeof value === 'number' && tests.every((test) => test(value))
}

/** The values of an attribute for the comparison: a string, a number, or the elements of an array. */
const toFilterValues = (attributes: SnsMessageAttributes): Tree =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue = '' }]) => {
      if (DataType === 'Number') return [name, Number(StringValue)]
      if (DataType !== 'String.Array') return [name, StringValue]
      try {
        return [name, JSON.parse(StringValue) as unknown]
      } catch {
        return [name, []]
      }
    }),
  )
