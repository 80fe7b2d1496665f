import { BlockList, isIP } from 'node:net'
import { invalidFilterPolicy, invalidParameter } from './errors.js'
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
/** Keys of the first level. */
const maxKeys = 5

/**
 * Compiles a filter policy once, when it is set.
 *
 * @throws SnsError when the policy is invalid
 */
export function compileFilter(policy: string, scope: FilterScope): Filter {
  const tree = parseFilterPolicy(policy)
  const matches = compileTree(tree)
  if (scope === 'MessageAttributes' && isNested(tree))
    throw invalidParameter(
      'Filter policy scope MessageAttributes does not support nested filter policy',
    )
  // Counting recurses into the policy, so its depth is checked first.
  if (countCombinations(tree) > maxCombinations)
    throw invalidFilterPolicy('Filter policy is too complex')
  if (Object.keys(tree).length > maxKeys)
    throw invalidFilterPolicy(`Filter policy can not have more than ${maxKeys} keys`)
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
  if (!tree) throw invalidFilterPolicy('failed to parse JSON.')
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

/** Values count once for each level of nesting; the alternatives of `$or` are added up. */
const countCombinations = (tree: Tree, depth = 1): number =>
  Object.entries(tree).reduce((product: number, [key, value]) => {
    if (isObject(value)) return product * countCombinations(value, depth + 1)
    if (!Array.isArray(value)) return product
    if (isOr(key, value))
      return product * value.reduce((sum, each) => sum + countCombinations(each, depth), 0)
    return product * Math.max((value as readonly unknown[]).length, 1) * depth
  }, 1)

const isOr = (key: string, condition: unknown): condition is readonly Tree[] =>
  key === '$or' && Array.isArray(condition) && condition.length > 1 && condition.every(isObject)

const isNested = (tree: Tree): boolean =>
  Object.entries(tree).some(([key, value]) =>
    isOr(key, value) ? value.some(isNested) : isObject(value),
  )

/** Every key must match; under `$or`, one of several trees. */
function compileTree(tree: Tree, depth = 0): (found: Tree) => boolean {
  if (depth > 10) throw invalidFilterPolicy('Filter policy is nested too deeply.')
  const tests = Object.entries(tree).map(([key, condition]) => {
    if (isOr(key, condition)) {
      const choices = condition.map((each) => compileTree(each, depth + 1))
      return (found: Tree) => choices.some((choice) => choice(found))
    }
    if (isObject(condition)) {
      const inner = compileTree(condition, depth + 1)
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

/** The objects under a key; dots separate levels in the keys of a policy and of a message. */
function getObjects(found: Tree, key: string): readonly Tree[] {
  const value = Object.hasOwn(found, key) ? found[key] : undefined
  const dotted = Object.entries(found).filter(([name]) => name.startsWith(`${key}.`))
  const dot = key.indexOf('.')
  return [
    ...[value].flat(maxDepth).filter(isObject),
    ...(dotted.length > 0 ? [withoutPrefix(dotted, key)] : []),
    ...(dot < 0
      ? []
      : getObjects(found, key.slice(0, dot)).flatMap((inner) =>
          getObjects(inner, key.slice(dot + 1)),
        )),
  ]
}

const withoutPrefix = (entries: readonly [string, unknown][], prefix: string): Tree =>
  Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length + 1), value]))

/** The values under a key, in which dots may separate levels. */
function getValues(found: Tree, key: string): readonly Value[] {
  if (Object.hasOwn(found, key)) return [found[key]].flat(maxDepth) as Value[]
  const dot = key.indexOf('.')
  if (dot < 0) return []
  return getObjects(found, key.slice(0, dot)).flatMap((inner) =>
    getValues(inner, key.slice(dot + 1)),
  )
}

const maxDepth = 10

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
  const operators = isObject(operand) ? Object.entries(operand) : []
  const unsupported = operators.find(([operator]) => operator !== 'prefix')
  if (unsupported) throw invalidFilterPolicy(`Unsupported anything-but pattern: ${unsupported[0]}`)
  const excluded: ((value: Value) => boolean)[] = isObject(operand)
    ? operators.flatMap(([operator, inner]) =>
        [inner].flat().map((each) => compileOperator(operator, each)),
      )
    : [operand].flat().map((each) => (value: Value) => value === each)
  if (excluded.length === 0) throw invalidFilterPolicy('anything-but list must not be empty.')
  return (values) => values.some((value) => !excluded.some((is) => is(value)))
}

function compileOperator(operator: string, operand: unknown): (value: Value) => boolean {
  if (operator === 'numeric') return numeric(operand)
  if (!stringOperators.has(operator))
    throw invalidFilterPolicy(`Unrecognized match type ${operator}`)
  if (typeof operand !== 'string')
    throw invalidFilterPolicy(
      `${operator === 'cidr' ? 'prefix' : operator} match pattern must be a string`,
    )
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
    default:
      return matchString(cidr(operand))
  }
}

const stringOperators = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'cidr'])

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
  const [address = '', bits = '', ...rest] = block.split('/')
  if (bits === '' || rest.length > 0) throw invalidFilterPolicy("Malformed CIDR, one '/' required")
  if (!/^\d{1,3}$/.test(bits))
    throw invalidFilterPolicy('Malformed CIDR, mask bits must be an integer')
  const version = isIP(address)
  if (!version) throw invalidFilterPolicy(`Nonstandard IP address: ${address}`)
  if (Number(bits) > (version === 4 ? 32 : 128))
    throw invalidFilterPolicy('Malformed CIDR, mask bits must not be larger than the address')
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

/** A comparison with one number, or a range: a lower limit, then an upper one. */
function numeric(operand: unknown): (value: Value) => boolean {
  const [operator, limit, upperOperator, upper, ...rest] = Array.isArray(operand) ? operand : []
  if (typeof operator !== 'string')
    throw invalidFilterPolicy(`Invalid member in numeric match: ${operator ?? ']'}`)
  if (!Object.hasOwn(comparisons, operator))
    throw invalidFilterPolicy(`Unrecognized numeric range operator: ${operator}`)
  if (typeof limit !== 'number') {
    const name = operator === '=' ? 'equals' : operator
    throw invalidFilterPolicy(`Value of ${name} must be numeric`)
  }
  const compare = comparisons[operator]!
  if (upperOperator === undefined)
    return (value) => typeof value === 'number' && compare(value, limit)

  if (!operator.startsWith('>'))
    throw invalidFilterPolicy('Too many elements in numeric expression')
  if (typeof upperOperator !== 'string')
    throw invalidFilterPolicy(`Bad value in numeric range: ${upperOperator}`)
  if (upperOperator !== '<' && upperOperator !== '<=')
    throw invalidFilterPolicy(`Bad numeric range operator: ${upperOperator}`)
  if (typeof upper !== 'number')
    throw invalidFilterPolicy(`Value of ${upperOperator} must be numeric`)
  if (limit >= upper) throw invalidFilterPolicy('Bottom must be less than top')
  if (rest.length > 0) throw invalidFilterPolicy('Too many terms in numeric range expression')
  const compareUpper = comparisons[upperOperator]!
  return (value) => typeof value === 'number' && compare(value, limit) && compareUpper(value, upper)
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
