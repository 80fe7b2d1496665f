import { readFileSync } from 'node:fs'
import type { Member, Shape, StructureShape } from '../src/core/schema/shape.js'
import { EventType } from '../src/domain/shapes/EventType.js'
import { NotificationSpecification } from '../src/domain/shapes/NotificationSpecification.js'
import { ReviewPolicy } from '../src/domain/shapes/ReviewPolicy.js'
import * as operations from '../src/mturk/operations/index.js'

const named = Object.values(operations).sort((a, b) => (a.name < b.name ? -1 : 1))

/** The sentence that an operation's own file begins with. */
type Says = (operation: string) => string

/** Every operation with what it takes, gives and refuses. */
export function operationPage(saysOf: Says): string {
  const parts = named.map(
    ({ name, input, output }) => `## ${name}

${saysOf(name)}

${membersOf('Takes', input)}

${membersOf('Gives', output)}

${refusalsOf(name)}
`,
  )
  return `# Operations

Written by \`npm run docs\`, from the schemas that requests are held against. A member
that must be given is **bold**. Structures are told at [the end](#structures). Errors are
those that tests of the operation show; besides, each answers a request that breaks
its schema with \`ValidationException\` ([errors.md](errors.md)).

${parts.join('\n')}
## Structures

${structures()}`
}

function membersOf(verb: string, { ordered }: StructureShape): string {
  if (ordered.length === 0) return `${verb} nothing.`
  return `${verb}\n\n| member | |\n| --- | --- |\n${ordered.map(rowOf).join('\n')}`
}

const rowOf = ({ name, shape, required }: Member): string =>
  `| ${required ? `**${name}**` : name} | ${kindOf(shape, name)} |`

/** What a value must be like, in a few words. */
function kindOf(shape: Shape, name: string): string {
  switch (shape.kind) {
    case 'structure':
      return `[${titleOf(shape, name)}](#${titleOf(shape, name).toLowerCase()})`
    case 'list':
      return `list: ${kindOf(shape.member, name)}`
    case 'string':
      return shape.values ? shape.values.map((each) => `\`${each}\``).join(', ') : textOf(shape)
    case 'integer':
    case 'long':
      return ['whole number', rangeOf(shape.min, shape.max)].filter(Boolean).join(' ')
    case 'boolean':
      return 'true or false'
    case 'timestamp':
      return 'instant, in seconds since 1970'
  }
}

function textOf({ min, max, pattern }: Extract<Shape, { kind: 'string' }>): string {
  const length = rangeOf(min, max)
  return [
    'text',
    length && `of ${length} characters`,
    pattern && `like \`${pattern.source.replaceAll('|', '\\|')}\``,
  ]
    .filter(Boolean)
    .join(' ')
}

function rangeOf(min?: number, max?: number): string {
  if (min === undefined && max === undefined) return ''
  if (min === max) return String(min)
  return max === undefined ? `${min} or more` : `${min ?? 0} to ${max}`
}

/** Structures by their names; most are called as the members that hold them, in the singular. */
const titles = new Map<StructureShape, string>([
  [NotificationSpecification, 'NotificationSpecification'],
  [ReviewPolicy, 'ReviewPolicy'],
])

function titleOf(shape: StructureShape, member: string): string {
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

function structures(): string {
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
        `### ${title}\n\n| member | |\n| --- | --- |\n${shape.ordered.map(rowOf).join('\n')}\n`,
      )
    }
  return parts.sort().join('\n')
}

const errors = readFileSync('src/domain/errors.ts', 'utf8')

interface Refusal {
  readonly code: string
  readonly texts: readonly string[]
}

/** Every refusal that a requester can see, with its texts, from the one file that has them. */
const refusals: readonly Refusal[] = [
  ...errors.matchAll(/^export const \w+ = [\s\S]*?(?=\n\n|(?![\s\S]))/gm),
].map(([text]) => {
  const [, code, whole] = /turk\(\s*'(\w+)'|'AWS\.MechanicalTurk\.(\w+)'/.exec(text) ?? []
  const said = [...text.matchAll(/`((?:[^`\\]|\\.)*)`|"([^"]*)"|'([^'\n]*)'/g)]
  return {
    code: code ?? whole ?? 'ParameterValidationError',
    texts: said
      .map(([, template, double, single]) => template ?? double ?? single!)
      .filter((each) => each.includes(' '))
      .map((each) =>
        each.replaceAll(/\$\{([^}]*)\}/g, (_, value: string) => `{${value.split(/\W/)[0]}}`),
      ),
  }
})

/** Its text is what the destination said. */
const internalFailure: Refusal = {
  code: 'InternalFailure',
  texts: ['{why the destination did not take the event}'],
}
const told = [...refusals, internalFailure]
const codes = [...new Set(told.map(({ code }) => code))].sort()

/** The refusals that an operation's own tests show. */
function refusedBy(operation: string): readonly string[] {
  const tests = readFileSync(`test/mturk/operations/${operation}.test.ts`, 'utf8')
  return codes.filter((code) => new RegExp(`\\b${code}\\b`).test(tests))
}

function refusalsOf(operation: string): string {
  const shown = refusedBy(operation)
  return shown.length === 0
    ? 'Refuses nothing of its own.'
    : `Refuses with ${shown.map((code) => `[${code}](errors.md#${code.toLowerCase()})`).join(', ')}.`
}

/** Every TurkErrorCode, its texts, and the operations whose tests show it. */
export function errorTable(): string {
  const parts = codes.map((code) => {
    const texts = told.filter((each) => each.code === code).flatMap(({ texts }) => texts)
    const by = named.map(({ name }) => name).filter((name) => refusedBy(name).includes(code))
    const shown = by.map((name) => `[${name}](operations.md#${name.toLowerCase()})`).join(', ')
    return `### ${code}\n\n${[...new Set(texts)].map((text) => `> ${text}\n`).join('\n')}${by.length > 0 ? `\nShown by the tests of ${shown}.\n` : ''}`
  })
  return `\n${parts.join('\n')}\n`
}

/** What each test of an event's causes does, and what is told of it then. */
export function causeTable(): string {
  const tests = readFileSync('test/mturk/events.test.ts', 'utf8')
  const causes = tests.matchAll(/when: '([^']+)',\s*by: '([^']+)',[\s\S]*?told: \[([^\]]*)\]/g)
  const rows = [...causes].map(
    ([, when, by, told]) =>
      `| ${by} ${when} | ${told!.replaceAll(/[\s']/g, '').replace(/,$/, '').replaceAll(',', ', ') || '–'} |`,
  )
  return `\n| what happens | what is told, in this order |\n| --- | --- |\n${rows.join('\n')}\n\n`
}

/** The document of each event as a test event brings it. */
export function documentList(): string {
  const parts = EventType.values!.map((type) => {
    const path = `fixtures/documents/2014-08-15/${type}.json`
    const { document, mark } = JSON.parse(readFileSync(path, 'utf8'))
    const laidOut = JSON.stringify(JSON.parse(document), undefined, 2)
    return `### ${type}\n\n${mark}\n\n\`\`\`json\n${laidOut}\n\`\`\`\n`
  })
  return `\n${parts.join('\n')}\n`
}

/** The one document of what really happened that was captured. */
export function lifeCycleExample(): string {
  const { document, mark, seen } = JSON.parse(
    readFileSync('fixtures/captures/life-cycle-event.json', 'utf8'),
  )
  const laidOut = JSON.stringify(JSON.parse(document), undefined, 2)
  return `\n${mark}: ${seen}\n\n\`\`\`json\n${laidOut}\n\`\`\`\n\n`
}
