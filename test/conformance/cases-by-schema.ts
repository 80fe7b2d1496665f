import type { Member, Shape, StringShape, StructureShape } from '../../src/core/schema/shape.js'

/** One request that follows from a schema, and the framework's answer that follows with it. */
export interface RequestCase {
  readonly title: string
  readonly input: Readonly<Record<string, unknown>>
  /** Each fault in its own sentence; none where the framework lets the request through. */
  readonly validationErrors: readonly string[]
  /** What cannot even be read, in the framework's words. */
  readonly serializationError?: string
}

type Path = readonly (string | number)[]

/** A change of a good request at one place, with what comes of it. */
interface Change {
  readonly title: string
  readonly path: Path
  /** `undefined` takes the member away. */
  readonly value: unknown
  readonly validationErrors: readonly string[]
  readonly serializationError?: string
}

/** All cases of an operation's input: one change each, and every two faults at once. */
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
    { title: 'everything given', input: valid, validationErrors: [] },
    { title: 'only what is required', input: minimal, validationErrors: [] },
    { title: 'a member nobody knows', input: { ...valid, Unknown: {} }, validationErrors: [] },
    ...single,
    ...pairs(valid, changes),
  ]
}

/** How many of an operation's faults each unreadable value is tried beside. */
const pairedErrors = 3

/**
 * Two changes at once: two faults are told in the order of the members' names, and what cannot be
 * read is told alone.
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
          unreadable: one.serializationError,
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

/** A value that breaks no constraint. */
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

/** A text of a length that fits its pattern, where it has one. */
function makeText({ pattern }: StringShape, length: number): string {
  const candidates = ['A', '1', 'x'].map((letter) => letter.repeat(length))
  return candidates.find((text) => pattern?.test(text) ?? true) ?? 'A1'
}

const structureChanges = (shape: StructureShape, path: Path): Change[] =>
  shape.sortedMembers.flatMap((member) => memberChanges(member, [...path, member.name]))

function memberChanges({ name, shape, required }: Member, path: Path): Change[] {
  const missing = required ? [validationMessage('null', path, 'Member must not be null')] : []
  return [
    { title: `${name} taken away`, path, value: undefined, validationErrors: missing },
    { title: `${name} null`, path, value: null, validationErrors: missing },
    ...wrongTypes(shape).map(([value, serializationError]) => ({
      title: `${name} ${JSON.stringify(value)}`,
      path,
      value,
      validationErrors: [],
      unreadable: serializationError,
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
    { title: `${name} with a hole`, path, value: [null], validationErrors: [nullElement] },
  ]
  if (member.kind === 'structure') return [...shared, ...structureChanges(member, [...path, 0])]
  return [
    ...shared,
    ...wrongTypes(member).map(([value, serializationError]) => ({
      title: `${name} of ${JSON.stringify(value)}`,
      path,
      value: [value],
      validationErrors: [],
      unreadable: serializationError,
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

/** Values of another kind than the member's, each with the framework's words for it. */
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

/** Values at each limit and one beyond. */
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
      ['not in it', 'NoSuchThing'],
    ]
  const lengths = [
    ...(min === undefined ? [] : [min, min - 1]),
    ...(max === undefined ? [] : [max, max + 1]),
  ].filter((length) => length >= 0)
  return [
    ...lengths.map((length): [string, string] => [`of ${length}`, makeText(shape, length)]),
    ...(pattern ? ([['against its pattern', '!?']] as [string, string][]) : []),
  ]
}

/** The grammar of a constraint that does not hold, as AWS's framework words it. */
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

/** Where it is, in the framework's spelling: `notification.eventTypes.1.member`. */
const validationMessage = (value: string, path: Path, constraint: string): string =>
  `Value ${value} at '${path
    .map((step) =>
      typeof step === 'number' ? `${step + 1}.member` : step[0]!.toLowerCase() + step.slice(1),
    )
    .join('.')}' failed to satisfy constraint: ${constraint}`

/** The same value with another at a path. */
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
