import { readFileSync } from 'node:fs'
import type { Member, Shape, StructureShape } from '../src/core/schema/shape.js'
import { EventType } from '../src/domain/shapes/EventType.js'
import { NotificationSpecification } from '../src/domain/shapes/NotificationSpecification.js'
import { ReviewPolicy } from '../src/domain/shapes/ReviewPolicy.js'
import * as operations from '../src/mturk/operations/index.js'

const sortedOperations = Object.values(operations).sort((a, b) => (a.name < b.name ? -1 : 1))

/** The sentence that an operation's own file begins with. */
type DescribeOperation = (operation: string) => string

/** Every operation with its input, output and errors. */
export function operationPage(describe: DescribeOperation): string {
  const parts = sortedOperations.map(
    ({ name, input, output }) => `## ${name}

${describe(name)}

${renderMembers('Takes', input)}

${renderMembers('Returns', output)}

${renderErrors(name)}
`,
  )
  return `# Operations

Written by \`npm run docs\`, from the schemas that validate requests. Required members
are **bold**. Structures are described at [the end](#structures). The errors are those that the tests
of the operation show; a request that does not match its schema gets \`ValidationException\` ([errors.md](errors.md)).

${parts.join('\n')}
## Structures

${renderStructures()}`
}

function renderMembers(verb: string, { sortedMembers }: StructureShape): string {
  if (sortedMembers.length === 0) return `${verb} nothing.`
  return `${verb}\n\n| member | |\n| --- | --- |\n${sortedMembers.map(renderRow).join('\n')}`
}

const renderRow = ({ name, shape, required }: Member): string =>
  `| ${required ? `**${name}**` : name} | ${describeShape(shape, name)} |`

/** What a value must be like, in a few words. */
function describeShape(shape: Shape, name: string): string {
  switch (shape.kind) {
    case 'structure':
      return `[${resolveTitle(shape, name)}](#${resolveTitle(shape, name).toLowerCase()})`
    case 'list':
      return `list: ${describeShape(shape.member, name)}`
    case 'string':
      return shape.values
        ? shape.values.map((each) => `\`${each}\``).join(', ')
        : describeString(shape)
    case 'integer':
    case 'long':
      return ['whole number', describeRange(shape.min, shape.max)].filter(Boolean).join(' ')
    case 'boolean':
      return 'true or false'
    case 'timestamp':
      return 'instant, in seconds since 1970'
  }
}

function describeString({ min, max, pattern }: Extract<Shape, { kind: 'string' }>): string {
  const length = describeRange(min, max)
  return [
    'text',
    length && `of ${length} characters`,
    pattern && `like \`${pattern.source.replaceAll('|', '\\|')}\``,
  ]
    .filter(Boolean)
    .join(' ')
}

function describeRange(min?: number, max?: number): string {
  if (min === undefined && max === undefined) return ''
  if (min === max) return String(min)
  return max === undefined ? `${min} or more` : `${min ?? 0} to ${max}`
}

/** Structures by their names; most are called as the members that hold them, in the singular. */
const titles = new Map<StructureShape, string>([
  [NotificationSpecification, 'NotificationSpecification'],
  [ReviewPolicy, 'ReviewPolicy'],
])

function resolveTitle(shape: StructureShape, member: string): string {
  const known = titles.get(shape)
  if (known) return known
  const title = singular(member)
  titles.set(shape, title)
  return title
}

const singular = (name: string): string =>
  name
    .replace(/ies$/, 'y')
    .replace(/Statuses$/, 'Status')
    .replace(/(?<!s|Statu)s$/, '')

function renderStructures(): string {
  const parts: string[] = []
  const done = new Set<StructureShape>()
  for (
    let open = [...titles];
    open.length > 0;
    open = [...titles].filter(([each]) => !done.has(each))
  )
    for (const [shape, title] of open.filter(([each]) => !done.has(each))) {
      done.add(shape)
      parts.push(
        `### ${title}\n\n| member | |\n| --- | --- |\n${shape.sortedMembers.map(renderRow).join('\n')}\n`,
      )
    }
  return parts.sort().join('\n')
}

const errorSource = readFileSync('src/domain/errors.ts', 'utf8')

interface DocumentedError {
  readonly code: string
  readonly texts: readonly string[]
}

/** Every error of the requester API, with its texts, from the file that declares them. */
const requestErrors: readonly DocumentedError[] = [
  ...errorSource.matchAll(/^export const \w+ = [\s\S]*?(?=\n\n|(?![\s\S]))/gm),
].map(([text]) => {
  const [, code, whole] =
    /mturkError\(\s*'(\w+)'|'AWS\.(?:MechanicalTurk\.)?(\w+)'/.exec(text) ?? []
  const missing = text.includes('parameterMissing(') ? 'MissingParameters' : undefined
  const literals = [
    ...text
      .replaceAll(/reason: [`'].*[`'],/g, '')
      .matchAll(/`((?:[^`\\]|\\.)*)`|"([^"]*)"|'([^'\n]*)'/g),
  ]
  return {
    code: code ?? whole ?? missing ?? 'InvalidParameterValue',
    texts: literals
      .map(([, template, double, single]) => template ?? double ?? single!)
      .filter((each) => /^\S.* .* /.test(each))
      .map((each) =>
        each.replaceAll(/\$\{([^}]*)\}/g, (_, value: string) => `{${value.split(/\W/)[0]}}`),
      ),
  }
})

/** Its text is what the destination said. */
const internalFailure: DocumentedError = {
  code: 'InternalFailure',
  texts: ['{why the destination did not take the event}'],
}
const documentedErrors = [...requestErrors, internalFailure]
const errorCodes = [...new Set(documentedErrors.map(({ code }) => code))].sort()

/** How tests expect the codes that a parameter's value can bring. */
const expectations: Readonly<Record<string, string>> = {
  InvalidParameterValue: 'expectedParameterError',
  MissingParameters: 'expectedMissingParameter',
  ParameterOutOfRange: 'expectedRangeError',
}

/** The refusals that an operation's own tests show. */
function findErrorCodes(operation: string): readonly string[] {
  const tests = readFileSync(`test/mturk/operations/${operation}.test.ts`, 'utf8')
  return errorCodes.filter((code) =>
    new RegExp(`\\b(?:${code}|${expectations[code] ?? code})\\b`).test(tests),
  )
}

function renderErrors(operation: string): string {
  const tested = findErrorCodes(operation)
  return tested.length === 0
    ? 'No errors of its own.'
    : `Errors: ${tested.map((code) => `[${code}](errors.md#${code.toLowerCase()})`).join(', ')}.`
}

/** Every TurkErrorCode, its texts, and the operations whose tests show it. */
export function errorTable(): string {
  const parts = errorCodes.map((code) => {
    const texts = documentedErrors
      .filter((each) => each.code === code)
      .flatMap(({ texts }) => texts)
    const by = sortedOperations
      .map(({ name }) => name)
      .filter((name) => findErrorCodes(name).includes(code))
    const testedBy = by.map((name) => `[${name}](operations.md#${name.toLowerCase()})`).join(', ')
    return `### ${code}\n\n${[...new Set(texts)].map((text) => `> ${text}\n`).join('\n')}${by.length > 0 ? `\nShown by the tests of ${testedBy}.\n` : ''}`
  })
  return `\n${parts.join('\n')}\n`
}

/** The causes of events, each with the events that its test expects. */
export function causeTable(): string {
  const tests = readFileSync('test/mturk/events.test.ts', 'utf8')
  const causes = tests.matchAll(
    /when: '([^']+)',\s*by: '([^']+)',[\s\S]*?eventTypes: \[([^\]]*)\]/g,
  )
  const rows = [...causes].map(
    ([, when, by, eventTypes]) =>
      `| ${by} ${when} | ${eventTypes!.replaceAll(/[\s']/g, '').replace(/,$/, '').replaceAll(',', ', ') || '–'} |`,
  )
  return `\n| cause | events, in order |\n| --- | --- |\n${rows.join('\n')}\n\n`
}

/** The document of each event as a test event brings it. */
export function documentList(): string {
  const parts = EventType.values!.map((type) => {
    const path = `fixtures/documents/2014-08-15/${type}.json`
    const { document, mark } = JSON.parse(readFileSync(path, 'utf8'))
    const formatted = JSON.stringify(JSON.parse(document), undefined, 2)
    return `### ${type}\n\n${mark}\n\n\`\`\`json\n${formatted}\n\`\`\`\n`
  })
  return `\n${parts.join('\n')}\n`
}

/** The one document of what really happened that was captured. */
export function lifeCycleExample(): string {
  const { document, mark, seen } = JSON.parse(
    readFileSync('fixtures/captures/life-cycle-event.json', 'utf8'),
  )
  const formatted = JSON.stringify(JSON.parse(document), undefined, 2)
  return `\n${mark}: ${seen}\n\n\`\`\`json\n${formatted}\n\`\`\`\n\n`
}
