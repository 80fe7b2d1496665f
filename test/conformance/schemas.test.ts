import { existsSync, readFileSync } from 'node:fs'
import * as amazon from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import type { Shape, StructureShape } from '../../src/core/schema/shape.js'
import * as operations from '../../src/mturk/operations/index.js'
import type { Operation } from '../../src/mturk/operations/operation.js'

const ourOperations = Object.values(operations as unknown as Record<string, Operation>)

/** A structure as Amazon's client exports it: its members, and how many of the first are required. */
function parseSdkStructure(name: string): { members: string[]; required: string[] } {
  const [, , , , members = [], , count = 0] = (amazon as unknown as Record<string, unknown[]>)[
    `${name}$`
  ] as [number, string, string, number, string[]?, unknown?, number?]
  return { members: [...members].sort(), required: members.slice(0, count).sort() }
}

const describeShape = ({ sortedMembers }: StructureShape) => ({
  members: sortedMembers.map(({ name }) => name).sort(),
  required: sortedMembers.flatMap(({ name, required }) => (required ? [name] : [])).sort(),
})

test('the operations are exactly Amazon’s', () => {
  const theirs = Object.keys(amazon)
    .filter((name) => name.endsWith('Command') && name !== '$Command')
    .map((name) => name.replace(/Command$/, ''))

  expect(ourOperations.map(({ name }) => name).sort()).toEqual(theirs.sort())
})

test.each(ourOperations.map((operation) => [operation.name, operation] as const))(
  '%s has the input, output and required members of Amazon’s client',
  (name, { input, output }) => {
    expect(describeShape(input)).toEqual(parseSdkStructure(`${name}Request`))
    expect(describeShape(output).members).toEqual(parseSdkStructure(`${name}Response`).members)
  },
)

const model = process.env.MTURK_SERVICE_MODEL ?? '../shared/mturk/service-2.json'
const hasModel = existsSync(model)
if (!hasModel)
  console.log(
    'Skipped: limits, patterns and enums need Amazon’s service-2.json (MTURK_SERVICE_MODEL).',
  )

interface DescribedStructure {
  readonly type: string
  readonly members?: Readonly<Record<string, { readonly shape: string }>>
  readonly member?: { readonly shape: string }
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  readonly enum?: readonly string[]
}

test.skipIf(!hasModel)('limits, patterns and enums are those of Amazon’s service model', () => {
  const { shapes, operations: theirs } = JSON.parse(readFileSync(model, 'utf8')) as {
    shapes: Record<string, DescribedStructure>
    operations: Record<string, { input: { shape: string }; output: { shape: string } }>
  }
  const differing: string[] = []
  const compare = (path: string, shape: Shape, name: string): void => {
    const theirs = shapes[name]!
    if (shape.kind === 'structure')
      for (const { name: member, shape: inner } of shape.sortedMembers)
        compare(`${path}.${member}`, inner, theirs.members![member]!.shape)
    else if (shape.kind === 'list') compare(`${path}[]`, shape.member, theirs.member!.shape)
    else {
      const limits = shape as {
        min?: number
        max?: number
        pattern?: RegExp
        values?: readonly string[]
      }
      const mine = [theirs.type, limits.min, limits.max, limits.pattern?.source, limits.values]
      const wanted = [shape.kind, theirs.min, theirs.max, theirs.pattern, theirs.enum]
      if (JSON.stringify(mine) !== JSON.stringify(wanted))
        differing.push(`${path}: ${JSON.stringify(wanted)}`)
    }
  }

  for (const { name, input, output } of ourOperations) {
    compare(`${name} input`, input, theirs[name]!.input.shape)
    compare(`${name} output`, output, theirs[name]!.output.shape)
  }

  expect(differing).toEqual([])
})
