import type { Member, Shape, StringShape, StructureShape } from '../../src/core/schema/shape.js'

/** One request that follows from a schema, and the framework's answer that follows with it. */
export interface Case {
  readonly title: string
  readonly input: Readonly<Record<string, unknown>>
  /** Each fault in its own sentence; none where the framework lets the request through. */
  readonly faults: readonly string[]
  /** What cannot even be read, in the framework's words. */
  readonly unreadable?: string
}

type Path = readonly (string | number)[]

/** A change of a good request at one place, with what comes of it. */
interface Change {
  readonly title: string
  readonly path: Path
  /** `undefined` takes the member away. */
  readonly value: unknown
  readonly faults: readonly string[]
  readonly unreadable?: string
}

/** All cases of an operation's input: one change each, and every two faults at once. */
export function casesOf(input: StructureShape): readonly Case[] {
  const good = sample(input) as Record<string, unknown>
  const bare = leastOf(input)
  const changes = changesIn(input, [])
  const single = changes.map(
    ({ title, path, value, faults, unreadable }): Case => ({
      title,
      input: changed(good, path, value) as Record<string, unknown>,
      faults,
      unreadable,
    }),
  )
  return [
    { title: 'everything given', input: good, faults: [] },
    { title: 'only what is required', input: bare, faults: [] },
    { title: 'a member nobody knows', input: { ...good, Unknown: {} }, faults: [] },
    ...single,
    ...pairs(good, changes),
  ]
}

/** How many of an operation's faults each unreadable value is tried beside. */
const beside = 3

/**
 * Two changes at once: two faults are told in the order of the members' names, and what cannot be
 * read is told alone.
 */
function pairs(good: object, changes: readonly Change[]): Case[] {
  const faulty = changes.filter(({ faults }) => faults.length > 0)
  const unreadable = changes.filter((change) => change.unreadable)
  const others = (one: Change, among: readonly Change[]) =>
    among.filter(({ path }) => path[0] !== one.path[0])
  return [
    ...faulty.flatMap((one, index) =>
      others(one, faulty.slice(index + 1)).map((two) => both(good, one, two)),
    ),
    ...unreadable.flatMap((one) =>
      others(one, faulty)
        .slice(0, beside)
        .map((two) => ({ ...both(good, one, two), faults: [], unreadable: one.unreadable })),
    ),
  ]
}

const both = (good: object, one: Change, two: Change): Case => ({
  title: `${one.title}; ${two.title}`,
  input: changed(changed(good, one.path, one.value), two.path, two.value) as Case['input'],
  faults: [...one.faults, ...two.faults],
})

/** A value that breaks no constraint. */
function sample(shape: Shape): unknown {
  switch (shape.kind) {
    case 'string':
      return shape.values?.[0] ?? textOf(shape, Math.max(shape.min ?? 1, 1))
    case 'integer':
    case 'long':
      return shape.min ?? 1
    case 'boolean':
      return true
    case 'timestamp':
      return 1_900_000_000
    case 'list':
      return [sample(shape.member)]
    case 'structure':
      return Object.fromEntries(
        shape.ordered.map(({ name, shape: member }) => [name, sample(member)]),
      )
  }
}

const leastOf = (shape: StructureShape): Record<string, unknown> =>
  Object.fromEntries(
    shape.ordered
      .filter(({ required }) => required)
      .map(({ name, shape: member }) => [
        name,
        member.kind === 'structure' ? leastOf(member) : sample(member),
      ]),
  )

/** A text of a length that fits its pattern, where it has one. */
function textOf({ pattern }: StringShape, length: number): string {
  const found = ['A', '1', 'x'].map((letter) => letter.repeat(length))
  return found.find((text) => pattern?.test(text) ?? true) ?? 'A1'
}

const changesIn = (shape: StructureShape, path: Path): Change[] =>
  shape.ordered.flatMap((member) => changesOf(member, [...path, member.name]))

function changesOf({ name, shape, required }: Member, path: Path): Change[] {
  const missing = required ? [sentence('null', path, 'Member must not be null')] : []
  return [
    { title: `${name} taken away`, path, value: undefined, faults: missing },
    { title: `${name} null`, path, value: null, faults: missing },
    ...wrongKinds(shape).map(([value, unreadable]) => ({
      title: `${name} ${JSON.stringify(value)}`,
      path,
      value,
      faults: [],
      unreadable,
    })),
    ...within(shape, path, name),
  ]
}

function within(shape: Shape, path: Path, name: string): Change[] {
  if (shape.kind === 'structure') return changesIn(shape, path)
  if (shape.kind === 'list') return changesOfList(shape.member, path, name)
  return boundaries(shape).map(([title, value]) => ({
    title: `${name} ${title}`,
    path,
    value,
    faults: constraintsOn(value, shape).map((each) => sentence(`'${value}'`, path, each)),
  }))
}

function changesOfList(member: Shape, path: Path, name: string): Change[] {
  const none = sentence('null', [...path, 0], 'Member must not be null')
  const shared: Change[] = [
    { title: `${name} empty`, path, value: [], faults: [] },
    { title: `${name} with a hole`, path, value: [null], faults: [none] },
  ]
  if (member.kind === 'structure') return [...shared, ...changesIn(member, [...path, 0])]
  return [
    ...shared,
    ...wrongKinds(member).map(([value, unreadable]) => ({
      title: `${name} of ${JSON.stringify(value)}`,
      path,
      value: [value],
      faults: [],
      unreadable,
    })),
    ...boundaries(member).map(([title, value]) => {
      const broken = constraintsOn(value, member)
      const faults = [
        sentence(`'[${value}]'`, path, `Member must satisfy constraint: [${broken.join(', ')}]`),
      ]
      return {
        title: `${name} of ${title}`,
        path,
        value: [value],
        faults: broken.length > 0 ? faults : [],
      }
    }),
  ]
}

/** Values of another kind than the member's, each with the framework's words for it. */
function wrongKinds({ kind }: Shape): [unknown, string][] {
  if (kind === 'structure')
    return ['x', 1, true, []].map((value) => [value, 'Expected a structure or null'])
  if (kind === 'list') return ['x', 1, true, {}].map((value) => [value, 'Expected list or null'])
  const into = {
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
  const own: readonly string[] = {
    string: ['STRING_VALUE'],
    boolean: ['TRUE_VALUE', 'FALSE_VALUE'],
    integer: ['NUMBER_VALUE'],
    long: ['NUMBER_VALUE'],
    timestamp: ['NUMBER_VALUE'],
  }[kind]
  return tokens
    .filter(([, token]) => !own.includes(token))
    .map(([value, token]) => [value, `${token} can not be converted to ${into}`])
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
    ...lengths.map((length): [string, string] => [`of ${length}`, textOf(shape, length)]),
    ...(pattern ? ([['against its pattern', '!?']] as [string, string][]) : []),
  ]
}

/** The grammar of a constraint that does not hold, as AWS's framework words it. */
function constraintsOn(value: string | number, shape: Shape): string[] {
  const said: string[] = []
  const must = (holds: boolean, words: string) => void (holds || said.push(`Member must ${words}`))
  if (typeof value === 'number' && 'min' in shape && !('pattern' in shape)) {
    must(value <= (shape.max ?? value), `have value less than or equal to ${shape.max}`)
    must(value >= (shape.min ?? value), `have value greater than or equal to ${shape.min}`)
  }
  if (typeof value === 'string' && shape.kind === 'string') {
    const { values, max = value.length, min = value.length, pattern } = shape
    if (values) must(values.includes(value), `satisfy enum value set: [${values.join(', ')}]`)
    must(value.length <= max, `have length less than or equal to ${max}`)
    must(value.length >= min, `have length greater than or equal to ${min}`)
    if (pattern) must(pattern.test(value), `satisfy regular expression pattern: ${pattern.source}`)
  }
  return said
}

/** Where it is, in the framework's spelling: `notification.eventTypes.1.member`. */
const sentence = (value: string, path: Path, constraint: string): string =>
  `Value ${value} at '${path
    .map((step) =>
      typeof step === 'number' ? `${step + 1}.member` : step[0]!.toLowerCase() + step.slice(1),
    )
    .join('.')}' failed to satisfy constraint: ${constraint}`

/** The same value with another at a path. */
function changed(whole: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value
  if (typeof step === 'number')
    return (whole as unknown[]).map((each, index) =>
      index === step ? changed(each, rest, value) : each,
    )
  const { [step]: before, ...others } = whole as Record<string, unknown>
  const after = changed(before, rest, value)
  return after === undefined ? others : { ...others, [step]: after }
}
