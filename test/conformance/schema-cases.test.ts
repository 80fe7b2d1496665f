import * as sdk from '@aws-sdk/client-mturk'
import { expect, test } from 'vitest'
import type { Shape } from '../../src/core/schema/shape.js'
import * as operations from '../../src/mturk/operations/index.js'
import { createClientConfig } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'
import { generateCases, type RequestCase } from './cases-by-schema.js'

const authorizationHeader =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/mturk-requester/aws4_request, SignedHeaders=host, Signature=0'

const commands = new Map(Object.entries(sdk))

/** The framework's response; `undefined` for a request that it passes on to the operation. */
function expectedAnswer({ validationErrors, serializationError }: RequestCase): object | undefined {
  if (serializationError) return { __type: 'SerializationException', message: serializationError }
  if (validationErrors.length === 0) return undefined
  const count =
    validationErrors.length === 1
      ? '1 validation error'
      : `${validationErrors.length} validation errors`
  return {
    __type: 'ValidationException',
    message: `${count} detected: ${validationErrors.join('; ')}`,
  }
}

/** Deserializes a response with Amazon's client, which sends nothing. */
function createClientReader(Command: typeof sdk.GetHITCommand) {
  let response: { statusCode: number; headers: Record<string, string>; body: Uint8Array }
  const client = new sdk.MTurkClient({
    ...createClientConfig('http://127.0.0.1'),
    requestHandler: { handle: async () => ({ response }) },
  })
  return async ({ status, headers }: Response, text: string): Promise<unknown> => {
    response = {
      statusCode: status,
      headers: Object.fromEntries(headers),
      body: new TextEncoder().encode(text),
    }
    const read = await client.send(new Command({ HITId: 'any' })).catch((error: Error) => error)
    if (!(read instanceof Error)) return { ...read, $metadata: undefined }
    const { name, message, TurkErrorCode } = read as Partial<sdk.RequestError>
    return { name, message, TurkErrorCode }
  }
}

/** The expected result of the client. */
function expectedClientResult(answer: Readonly<Record<string, string>>, output: Shape): unknown {
  const { __type: name, Message, message = Message, TurkErrorCode } = answer
  return name ? { name, message, TurkErrorCode } : deserialize(answer, output)
}

/** Converts instants to Dates, as the client does. */
function deserialize(value: unknown, shape: Shape): unknown {
  if (value === undefined || value === null) return value
  if (shape.kind === 'timestamp') return new Date(Math.round((value as number) * 1000))
  if (shape.kind === 'list')
    return (value as unknown[]).map((each) => deserialize(each, shape.member))
  if (shape.kind !== 'structure') return value
  const structure = value as Record<string, unknown>
  return Object.fromEntries(
    shape.sortedMembers.map(({ name, shape: member }) => [
      name,
      deserialize(structure[name], member),
    ]),
  )
}

test.each(Object.values(operations).map((operation) => [operation.name, operation] as const))(
  '%s answers every request derived from its schema as the framework does, and the client can read it',
  async (name, { input, output }) => {
    const { endpoint } = await startTestEmulator()
    const read = createClientReader(commands.get(`${name}Command`) as typeof sdk.GetHITCommand)
    const wrong: object[] = []

    for (const each of generateCases(input)) {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'x-amz-target': `MTurkRequesterServiceV20170117.${name}`,
          'content-type': 'application/x-amz-json-1.1',
          authorization: authorizationHeader,
        },
        body: JSON.stringify(each.input),
      })
      const text = await response.text()
      const answer = JSON.parse(text)
      const isFramework = /^(Validation|Serialization)Exception$/.test(answer.__type ?? '')
      const found = isFramework ? answer : undefined
      const expected = expectedAnswer(each)
      if (JSON.stringify(found) !== JSON.stringify(expected))
        wrong.push({ title: each.title, expected, found })
      if (isFramework) expect(response.status).toBe(400)
      expect(await read(response, text), each.title).toEqual(expectedClientResult(answer, output))
    }

    expect(wrong.slice(0, 5)).toEqual([])
  },
)

test('there are at least 5000 cases', () => {
  const counts = Object.values(operations).map(({ input }) => generateCases(input).length)

  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(5000)
})
