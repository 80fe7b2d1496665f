import type { Member, Shape, StringShape, StructureShape } from './shape.js'

/**
 * All validation errors of a value, as the service's framework words them.
 *
 * Nested paths are lowerCamel and members of a list are counted from 1
 * (`notification.transport`, `qualificationRequirements.1.member.comparator`).
 * Source of the wording: api-behaviour §2.2, captures of `Value null at 'requesterFeedback'` and
 * `Value '0.9752' at 'bonusAmount'`; the rest is the same framework in other AWS services.
 */
export function validateShape(value: object, shape: StructureShape): readonly string[] {
  const errors: string[] = []
  checkStructure(value as Values, shape, '', errors)
  return errors
}

type Values = { readonly [name: string]: unknown }

function checkStructure(value: Values, shape: StructureShape, path: string, errors: string[]) {
  for (const member of shape.sortedMembers) {
    checkMember(value[member.name], member, path + lowerCamel(member.name), errors)
  }
}

function checkMember(value: unknown, { shape, required }: Member, path: string, errors: string[]) {
  if (value !== undefined) checkValue(value, shape, path, errors)
  else if (required) errors.push(formatViolation('null', path, 'Member must not be null'))
}

function checkValue(value: unknown, shape: Shape, path: string, errors: string[]): void {
  switch (shape.kind) {
    case 'structure':
      return checkStructure(value as Values, shape, `${path}.`, errors)
    case 'list':
      return checkList(value as readonly unknown[], shape.member, path, errors)
    default:
      for (const constraint of violatedConstraints(value, shape)) {
        errors.push(formatViolation(`'${String(value)}'`, path, constraint))
      }
  }
}

/** An error of a scalar element is reported for the whole list, one inside a structure by its index. */
function checkList(values: readonly unknown[], member: Shape, path: string, errors: string[]) {
  values.forEach((value, index) => {
    const memberPath = `${path}.${index + 1}.member`
    if (value === undefined)
      errors.push(formatViolation('null', memberPath, 'Member must not be null'))
    else if (member.kind === 'structure' || member.kind === 'list')
      checkValue(value, member, memberPath, errors)
  })
  const constraints = values.flatMap((value) =>
    value === undefined ? [] : violatedConstraints(value, member),
  )
  if (constraints.length > 0) {
    const constraintList = [...new Set(constraints)].join(', ')
    const formattedValues = `'[${values.map((value) => value ?? 'null').join(', ')}]'`
    errors.push(
      formatViolation(formattedValues, path, `Member must satisfy constraint: [${constraintList}]`),
    )
  }
}

/** The constraints that a scalar violates. */
function violatedConstraints(value: unknown, shape: Shape): readonly string[] {
  if (shape.kind === 'string') return violatedStringConstraints(value as string, shape)
  if (shape.kind !== 'integer' && shape.kind !== 'long') return []
  const number = value as number
  const constraints: string[] = []
  if (shape.max !== undefined && number > shape.max)
    constraints.push(`Member must have value less than or equal to ${shape.max}`)
  if (shape.min !== undefined && number < shape.min)
    constraints.push(`Member must have value greater than or equal to ${shape.min}`)
  return constraints
}

function violatedStringConstraints(
  value: string,
  { min, max, pattern, values }: StringShape,
): readonly string[] {
  const constraints: string[] = []
  if (values && !values.includes(value))
    constraints.push(`Member must satisfy enum value set: [${values.join(', ')}]`)
  if (max !== undefined && value.length > max)
    constraints.push(`Member must have length less than or equal to ${max}`)
  if (min !== undefined && value.length < min)
    constraints.push(`Member must have length greater than or equal to ${min}`)
  if (pattern && !pattern.test(value))
    constraints.push(`Member must satisfy regular expression pattern: ${pattern.source}`)
  return constraints
}

const formatViolation = (value: string, path: string, constraint: string): string =>
  `Value ${value} at '${path}' failed to satisfy constraint: ${constraint}`

/** Only the first letter becomes lower case: `HITId` is `hITId`, as `SAMLMetadataDocument` elsewhere is `sAMLMetadataDocument`. */
const lowerCamel = (name: string): string => name[0]!.toLowerCase() + name.slice(1)
