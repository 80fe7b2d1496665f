import type { Member, Shape, StringShape, StructureShape } from './shape.js'

/**
 * Everything wrong with a value, each fault a sentence as the service's framework words it.
 *
 * Nested paths are lowerCamel and members of a list are counted from 1
 * (`notification.transport`, `qualificationRequirements.1.member.comparator`).
 * Source of the wording: api-behaviour §2.2, captures of `Value null at 'requesterFeedback'` and
 * `Value '0.9752' at 'bonusAmount'`; the rest is the same framework in other AWS services.
 */
export function faultsIn(value: object, shape: StructureShape): readonly string[] {
  const faults: string[] = []
  checkStructure(value as Values, shape, '', faults)
  return faults
}

type Values = { readonly [name: string]: unknown }

function checkStructure(value: Values, shape: StructureShape, path: string, faults: string[]) {
  for (const member of shape.ordered) {
    checkMember(value[member.name], member, path + lowerCamel(member.name), faults)
  }
}

function checkMember(value: unknown, { shape, required }: Member, path: string, faults: string[]) {
  if (value !== undefined) check(value, shape, path, faults)
  else if (required) faults.push(fault('null', path, 'Member must not be null'))
}

function check(value: unknown, shape: Shape, path: string, faults: string[]): void {
  switch (shape.kind) {
    case 'structure':
      return checkStructure(value as Values, shape, `${path}.`, faults)
    case 'list':
      return checkList(value as readonly unknown[], shape.member, path, faults)
    default:
      for (const constraint of broken(value, shape)) {
        faults.push(fault(`'${String(value)}'`, path, constraint))
      }
  }
}

/** A fault of a plain member is told of the whole list, a fault inside a structure by its number. */
function checkList(values: readonly unknown[], member: Shape, path: string, faults: string[]) {
  values.forEach((value, index) => {
    const at = `${path}.${index + 1}.member`
    if (value === undefined) faults.push(fault('null', at, 'Member must not be null'))
    else if (member.kind === 'structure' || member.kind === 'list') check(value, member, at, faults)
  })
  const constraints = values.flatMap((value) => (value === undefined ? [] : broken(value, member)))
  if (constraints.length > 0) {
    const all = [...new Set(constraints)].join(', ')
    const listed = `'[${values.map((value) => value ?? 'null').join(', ')}]'`
    faults.push(fault(listed, path, `Member must satisfy constraint: [${all}]`))
  }
}

/** The constraints that a plain value breaks. */
function broken(value: unknown, shape: Shape): readonly string[] {
  if (shape.kind === 'string') return brokenByText(value as string, shape)
  if (shape.kind !== 'integer' && shape.kind !== 'long') return []
  const number = value as number
  const constraints: string[] = []
  if (shape.max !== undefined && number > shape.max)
    constraints.push(`Member must have value less than or equal to ${shape.max}`)
  if (shape.min !== undefined && number < shape.min)
    constraints.push(`Member must have value greater than or equal to ${shape.min}`)
  return constraints
}

function brokenByText(text: string, { min, max, pattern, values }: StringShape): readonly string[] {
  const constraints: string[] = []
  if (values && !values.includes(text))
    constraints.push(`Member must satisfy enum value set: [${values.join(', ')}]`)
  if (max !== undefined && text.length > max)
    constraints.push(`Member must have length less than or equal to ${max}`)
  if (min !== undefined && text.length < min)
    constraints.push(`Member must have length greater than or equal to ${min}`)
  if (pattern && !pattern.test(text))
    constraints.push(`Member must satisfy regular expression pattern: ${pattern.source}`)
  return constraints
}

const fault = (value: string, path: string, constraint: string): string =>
  `Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`

/** Only the first letter falls: `HITId` is `hITId`, as `SAMLMetadataDocument` elsewhere is `sAMLMetadataDocument`. */
const lowerCamel = (name: string): string => name[0]!.toLowerCase() + name.slice(1)
