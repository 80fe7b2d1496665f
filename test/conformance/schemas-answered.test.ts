import * as sdk from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import * as operations from '../../src/operations/index.js'
import type { Shape } from '../../src/shapes/shape.js'
import { startBench } from '../support/emulator.js'
import { type Case, casesOf } from './cases-by-schema.js'

const signed =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host, Signature=0'

const commands = new Map(Object.entries(sdk))

/** What the framework answers; a request it lets through is the operation's own matter. */
function expectedOf({ faults, unreadable }: Case): object | undefined {
  if (unreadable) return { __type: 'SerializationException', message: unreadable }
  if (faults.length === 0) return undefined
  const count = faults.length === 1 ? '1 validation error' : `${faults.length} validation errors`
  return { __type: 'ValidationException', message: `${count} detected: ${faults.join('; ')}` }
}

/** Whether Amazon's client can be made to send it: what it serializes has no holes. */
const isSendable = ({ unreadable, input }: Case): boolean =>
  !unreadable && !JSON.stringify(input).includes('null')

/** As the client takes it: instants as Dates. */
function revived(value: unknown, shape: Shape): unknown {
  if (value === undefined || value === null) return value
  if (shape.kind === 'timestamp') return new Date((value as number) * 1000)
  if (shape.kind === 'list') return (value as unknown[]).map((each) => revived(each, shape.member))
  if (shape.kind !== 'structure') return value
  const given = value as Record<string, unknown>
  return Object.fromEntries(
    shape.ordered.map(({ name, shape: member }) => [name, revived(given[name], member)]),
  )
}

test.each(Object.values(operations).map((operation) => [operation.name, operation] as const))(
  '%s answers every request that follows from its schema as the framework does',
  async (name, { input: shape }) => {
    const { endpoint, mturk } = await startBench()
    const Command = commands.get(`${name}Command`) as typeof sdk.GetHITCommand
    const cases = casesOf(shape)
    const wrong: object[] = []

    for (const each of cases) {
      const expected = expectedOf(each)
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'x-amz-target': `MTurkRequesterServiceV20170117.${name}`,
          'content-type': 'application/x-amz-json-1.1',
          authorization: signed,
        },
        body: JSON.stringify(each.input),
      })
      const answer = (await response.json()) as { __type?: string }
      const isFramework = /^(Validation|Serialization)Exception$/.test(answer.__type ?? '')
      const found = isFramework ? answer : undefined
      if (JSON.stringify(found) !== JSON.stringify(expected))
        wrong.push({ title: each.title, expected, found })
      if (isFramework) expect(response.status).toBe(400)
    }
    expect(wrong.slice(0, 5)).toEqual([])

    // Through the client's own deserializer: each kind of fault once, by itself.
    for (const each of cases.filter(({ faults }) => faults.length === 1).filter(isSendable)) {
      const sent = mturk.send(new Command(revived(each.input, shape) as { HITId: string }))
      const { __type, message } = expectedOf(each) as { __type: string; message: string }
      await expect(sent, each.title).rejects.toMatchObject({ name: __type, message })
    }
  },
  120_000,
)

test('there are enough of them', () => {
  const counts = Object.values(operations).map(({ input }) => casesOf(input).length)

  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(5000)
})
