import type { Member, Shape, StringShape, StructureShape } from '../../src/core/schema/shape.js'

/** One request derived from a schema, and the answer of AWS's framework to it. */
export interface RequestCase {
  readonly title: string
  readonly input: Readonly<Record<string, unknown>>
  /** One message for each violated constraint; empty where the framework accepts the request. */
  readonly validationErrors: readonly string[]
  /** The framework's message when the request cannot be deserialized. */
  readonly serializationError?: string
}

type Path = readonly (string | number)[]

/** A change of a valid request at one path, and the errors it causes. */
interface Change {
  readonly title: string
  readonly path: Path
  /** `undefined` removes the member. */
  readonly value: unknown
  readonly validationErrors: readonly string[]
  readonly serializationError?: string
}

/** All cases of an operation's input: each change alone, and each pair of errors. */
export function generateCases(input: StructureShape): readonly RequestCase[] {
  const valid = sampleValue(input) as Record<string, unknown>
  const minimal = minimalInput(input)
  const changes = structureChanges(input, [])
  const single = changes.map(
    ({ title, path, value, validationErrors, serializationError }): RequestCase => ({
      title,
      input: replaceAt(valid, path, value) as Record<string, unknown>,
      validationErrors,
      serializationError,
    }),
  )
  return [
    { title: 'all members', input: valid, validationErrors: [] },
    { title: 'only required members', input: minimal, validationErrors: [] },
    { title: 'an unknown member', input: { ...valid, Unknown: {} }, validationErrors: [] },
    ...single,
    ...pairs(valid, changes),
  ]
}

/** How many validation errors each unreadable value is combined with. */
const pairedErrors = 3

/**
 * Two changes at once: two validation errors are listed in the order of the members' names, and a
 * serialization error is reported alone.
 */
function pairs(valid: object, changes: readonly Change[]): RequestCase[] {
  const invalid = changes.filter(({ validationErrors }) => validationErrors.length > 0)
  const unreadable = changes.filter((change) => change.serializationError)
  const onOtherMembers = (one: Change, among: readonly Change[]) =>
    among.filter(({ path }) => path[0] !== one.path[0])
  return [
    ...invalid.flatMap((one, index) =>
      onOtherMembers(one, invalid.slice(index + 1)).map((two) => combine(valid, one, two)),
    ),
    ...unreadable.flatMap((one) =>
      onOtherMembers(one, invalid)
        .slice(0, pairedErrors)
        .map((two) => ({
          ...combine(valid, one, two),
          validationErrors: [],
          serializationError: one.serializationError,
        })),
    ),
  ]
}

const combine = (valid: object, one: Change, two: Change): RequestCase => ({
  title: `${one.title}; ${two.title}`,
  input: replaceAt(
    replaceAt(valid, one.path, one.value),
    two.path,
    two.value,
  ) as RequestCase['input'],
  validationErrors: [...one.validationErrors, ...two.validationErrors],
})

/** A value that violates no constraint. */
function sampleValue(shape: Shape): unknown {
  switch (shape.kind) {
    case 'string':
      return shape.values?.[0] ?? makeText(shape, Math.max(shape.min ?? 1, 1))
    case 'integer':
    case 'long':
      return shape.min ?? 1
    case 'boolean':
      return true
    case 'timestamp':
      return 1_900_000_000
    case 'list':
      return [sampleValue(shape.member)]
    case 'structure':
      return Object.fromEntries(
        shape.sortedMembers.map(({ name, shape: member }) => [name, sampleValue(member)]),
      )
  }
}

const minimalInput = (shape: StructureShape): Record<string, unknown> =>
  Object.fromEntries(
    shape.sortedMembers
      .filter(({ required }) => required)
      .map(({ name, shape: member }) => [
        name,
        member.kind === 'structure' ? minimalInput(member) : sampleValue(member),
      ]),
  )

/** A string of the given length that matches the shape's pattern, if it has one. */
function makeText({ pattern }: StringShape, length: number): string {
  const candidates = ['A', '1', 'x'].map((letter) => letter.repeat(length))
  return candidates.find((text) => pattern?.test(text) ?? true) ?? 'A1'
}

const structureChanges = (shape: StructureShape, path: Path): Change[] =>
  shape.sortedMembers.flatMap((member) => memberChanges(member, [...path, member.name]))

function memberChanges({ name, shape, required }: Member, path: Path): Change[] {
  const missing = required ? [validationMessage('null', path, 'Member must not be null')] : []
  return [
    { title: `${name} removed`, path, value: undefined, validationErrors: missing },
    { title: `${name} null`, path, value: null, validationErrors: missing },
    ...wrongTypes(shape).map(([value, serializationError]) => ({
      title: `${name} ${JSON.stringify(value)}`,
      path,
      value,
      validationErrors: [],
      serializationError,
    })),
    ...nestedChanges(shape, path, name),
  ]
}

function nestedChanges(shape: Shape, path: Path, name: string): Change[] {
  if (shape.kind === 'structure') return structureChanges(shape, path)
  if (shape.kind === 'list') return listChanges(shape.member, path, name)
  return boundaries(shape).map(([title, value]) => ({
    title: `${name} ${title}`,
    path,
    value,
    validationErrors: violatedConstraints(value, shape).map((each) =>
      validationMessage(`'${value}'`, path, each),
    ),
  }))
}

function listChanges(member: Shape, path: Path, name: string): Change[] {
  const nullElement = validationMessage('null', [...path, 0], 'Member must not be null')
  const shared: Change[] = [
    { title: `${name} empty`, path, value: [], validationErrors: [] },
    { title: `${name} with a null element`, path, value: [null], validationErrors: [nullElement] },
  ]
  if (member.kind === 'structure') return [...shared, ...structureChanges(member, [...path, 0])]
  return [
    ...shared,
    ...wrongTypes(member).map(([value, serializationError]) => ({
      title: `${name} of ${JSON.stringify(value)}`,
      path,
      value: [value],
      validationErrors: [],
      serializationError,
    })),
    ...boundaries(member).map(([title, value]) => {
      const violations = violatedConstraints(value, member)
      const validationErrors = [
        validationMessage(
          `'[${value}]'`,
          path,
          `Member must satisfy constraint: [${violations.join(', ')}]`,
        ),
      ]
      return {
        title: `${name} of ${title}`,
        path,
        value: [value],
        validationErrors: violations.length > 0 ? validationErrors : [],
      }
    }),
  ]
}

/** Values of another kind than the member's, each with the framework's message for it. */
function wrongTypes({ kind }: Shape): [unknown, string][] {
  if (kind === 'structure')
    return ['x', 1, true, []].map((value) => [value, 'Expected a structure or null'])
  if (kind === 'list') return ['x', 1, true, {}].map((value) => [value, 'Expected list or null'])
  const targetType = {
    string: 'a String',
    boolean: 'a Boolean',
    integer: 'an Integer',
    long: 'a Long',
    timestamp: 'a Timestamp',
  }[kind]
  const tokens: [unknown, string][] = [
    ['x', 'STRING_VALUE'],
    [1, 'NUMBER_VALUE'],
    [true, 'TRUE_VALUE'],
    [false, 'FALSE_VALUE'],
    [[], 'START_ARRAY'],
    [{}, 'START_OBJECT'],
  ]
  const validTokens: readonly string[] = {
    string: ['STRING_VALUE'],
    boolean: ['TRUE_VALUE', 'FALSE_VALUE'],
    integer: ['NUMBER_VALUE'],
    long: ['NUMBER_VALUE'],
    timestamp: ['NUMBER_VALUE'],
  }[kind]
  return tokens
    .filter(([, token]) => !validTokens.includes(token))
    .map(([value, token]) => [value, `${token} can not be converted to ${targetType}`])
}

/** Values at each limit and one beyond it. */
function boundaries(shape: Shape): [string, string | number][] {
  if (shape.kind === 'integer' || shape.kind === 'long') {
    const { min, max } = shape
    return [
      ...(min === undefined ? [] : [min, min - 1]),
      ...(max === undefined ? [] : [max, max + 1]),
    ].map((value) => [`${value}`, value])
  }
  if (shape.kind !== 'string') return []
  const { min, max, pattern, values } = shape
  if (values)
    return [
      ...values.map((value): [string, string] => [value, value]),
      ['not in the enumeration', 'NoSuchThing'],
    ]
  const lengths = [
    ...(min === undefined ? [] : [min, min - 1]),
    ...(max === undefined ? [] : [max, max + 1]),
  ].filter((length) => length >= 0)
  return [
    ...lengths.map((length): [string, string] => [`of ${length}`, makeText(shape, length)]),
    ...(pattern ? ([['that does not match its pattern', '!?']] as [string, string][]) : []),
  ]
}

/** The violated constraints, as AWS's framework words them. */
function violatedConstraints(value: string | number, shape: Shape): string[] {
  const violations: string[] = []
  const require = (holds: boolean, words: string) =>
    void (holds || violations.push(`Member must ${words}`))
  if (typeof value === 'number' && 'min' in shape && !('pattern' in shape)) {
    require(value <= (shape.max ?? value), `have value less than or equal to ${shape.max}`)
    require(value >= (shape.min ?? value), `have value greater than or equal to ${shape.min}`)
  }
  if (typeof value === 'string' && shape.kind === 'string') {
    const { values, max = value.length, min = value.length, pattern } = shape
    if (values) require(values.includes(value), `satisfy enum value set: [${values.join(', ')}]`)
    require(value.length <= max, `have length less than or equal to ${max}`)
    require(value.length >= min, `have length greater than or equal to ${min}`)
    if (pattern)
      require(pattern.test(value), `satisfy regular expression pattern: ${pattern.source}`)
  }
  return violations
}

/** The framework spells a path as `notification.eventTypes.1.member`. */
const validationMessage = (value: string, path: Path, constraint: string): string =>
  `Value ${value} at '${path
    .map((step) =>
      typeof step === 'number' ? `${step + 1}.member` : step[0]!.toLowerCase() + step.slice(1),
    )
    .join('.')}' failed to satisfy constraint: ${constraint}`

/** A copy of the value, with another value at the path. */
function replaceAt(root: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value
  if (typeof step === 'number')
    return (root as unknown[]).map((each, index) =>
      index === step ? replaceAt(each, rest, value) : each,
    )
  const { [step]: before, ...others } = root as Record<string, unknown>
  const after = replaceAt(before, rest, value)
  return after === undefined ? others : { ...others, [step]: after }
}
