import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as snsSdk from '@aws-sdk/client-sns'
import * as sqsSdk from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { createClientConfig } from '../support/clients.js'
import { startTestEmulator } from '../support/setup.js'

/** What AWS answered to the calls of one recorded test; `null` means absent. */
interface RecordedCase {
  readonly source: string
  readonly steps: readonly Step[]
}

interface Step {
  readonly call: string
  readonly input: Json
  /** Default: the service of the file. */
  readonly service?: ServiceName
  readonly region?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Keeps the response, so that later steps refer to it as `{name.Member}`. */
  readonly save?: string
  readonly output?: Json
  readonly error?: {
    readonly code: string
    readonly status: number
    readonly message?: string
    /** The first line alone, where AWS appends a position in the JSON. */
    readonly firstLine?: string
    /** `__type` in the JSON protocol. */
    readonly type?: string
    /** The message in the query protocol, where it differs. */
    readonly queryMessage?: string
  }
}

type ServiceName = 'sqs' | 'sns'
type Json = Readonly<Record<string, unknown>>
/** A response, or a refusal with its code, status and message. */
type Outcome = Readonly<Record<string, unknown>>
type Send = (step: Step, input: Json) => Promise<Outcome>

const readCases = (service: ServiceName) =>
  (
    JSON.parse(readFileSync(`fixtures/aws/${service}.json`, 'utf8')) as {
      cases: readonly RecordedCase[]
    }
  ).cases.map((each) => [each.source, each.steps] as const)

/** AWS's rules that are off by default. */
const rulesOfAws = ['purge-interval', 'recreation-interval'] as const

/** Each case has an account, and so queues and topics, of its own. */
const accountOf = (source: string): string =>
  String(BigInt(`0x${createHash('sha256').update(source).digest('hex')}`)).slice(0, 12)

test.each(readCases('sqs'))(
  'SQS in the JSON protocol answers as AWS: %s',
  async (source, steps) => {
    const account = accountOf(source)
    const { endpoint } = await startTestEmulator({ quirk: rulesOfAws })

    await replay(steps, account, sendWithSdk(endpoint, account, 'sqs'))
  },
)

test.each(readCases('sqs'))(
  'SQS in the query protocol answers as AWS: %s',
  async (source, steps) => {
    const account = accountOf(source)
    const { endpoint } = await startTestEmulator({ quirk: rulesOfAws })

    await replay(steps.map(toQueryStep), account, sendForm(endpoint, account))
  },
)

test.each(readCases('sns'))('SNS answers as AWS: %s', async (source, steps) => {
  const account = accountOf(source)
  const { endpoint } = await startTestEmulator({ quirk: rulesOfAws })

  await replay(steps, account, sendWithSdk(endpoint, account, 'sns'))
})

async function replay(steps: readonly Step[], account: string, send: Send): Promise<void> {
  const saved: Record<string, unknown> = { account }
  for (const step of steps) {
    const actual = await send(step, fill(withLongWait(step), saved) as Json)

    if (step.error) expectError(actual, step, saved)
    else {
      const expected = fill(step.output ?? {}, saved)
      expect(actual, step.call).not.toHaveProperty('status')
      expect(select(actual, expected), step.call).toEqual(toExpectation(expected))
    }
    if (step.save) saved[step.save] = actual
  }
}

/** A message that is expected may take longer than on AWS: a slow machine signs it for seconds. */
const withLongWait = ({ input, output }: Step): Json =>
  input.WaitTimeSeconds && output?.Messages ? { ...input, WaitTimeSeconds: 20 } : input

function expectError(actual: Outcome, { call, error }: Step, saved: Json): void {
  const { code, status, message, firstLine, type } = error!
  expect(actual, call).toMatchObject({
    code,
    status,
    ...(message !== undefined && { message: fill(message, saved) }),
    ...(type !== undefined && { type }),
  })
  if (firstLine !== undefined) expect(String(actual.message).split('\n')[0]).toBe(firstLine)
}

/** Replaces `{name.Member}` by values of earlier responses, and `{base64:…}` by its encoding. */
function fill(value: unknown, saved: Json): unknown {
  if (typeof value === 'string') {
    const filled = value.replace(/\{(\w+(?:\.\w+)*)\}/g, (placeholder, path: string) => {
      const found = path
        .split('.')
        .reduce<unknown>((at, name) => (at as Json | undefined)?.[name], saved)
      return typeof found === 'string' ? found : placeholder
    })
    return filled.replace(/^\{base64:(.*)\}$/, (_, text: string) =>
      Buffer.from(text).toString('base64'),
    )
  }
  if (Array.isArray(value)) return value.map((each) => fill(each, saved))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, fill(member, saved)]),
  )
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** The part of a response that is expected, with strings of `{"$json": …}` parsed. */
function select(actual: unknown, expected: unknown): unknown {
  if (!isObject(expected)) return actual
  if ('$json' in expected)
    return actual === undefined ? undefined : select(JSON.parse(String(actual)), expected.$json)
  if (Array.isArray(expected))
    return Array.isArray(actual)
      ? actual.map((each, index) => select(each, expected[index]))
      : actual
  if (!isObject(actual)) return actual
  return Object.fromEntries(
    Object.entries(expected).map(([name, member]) => [name, select(actual[name], member)]),
  )
}

function toExpectation(expected: unknown): unknown {
  if (expected === null) return undefined
  if (Array.isArray(expected)) return expected.map(toExpectation)
  if (!isObject(expected)) return expected
  if ('$json' in expected) return toExpectation(expected.$json)
  return Object.fromEntries(
    Object.entries(expected).map(([name, member]) => [name, toExpectation(member)]),
  )
}

interface SdkRequest {
  readonly request: { readonly headers: Record<string, string> }
}
type SdkHandler = (request: SdkRequest) => Promise<object>

interface SdkClient {
  send(command: object): Promise<object>
  readonly middlewareStack: {
    add(middleware: (next: SdkHandler) => SdkHandler, options: { readonly step: 'build' }): void
  }
}
type SdkModule = Readonly<Record<string, new (input: object) => object>>

function sendWithSdk(endpoint: string, account: string, defaultService: ServiceName): Send {
  const createClient = (service: ServiceName, region: string) => {
    const config = { ...createClientConfig(endpoint, account), region }
    // The checks of the SDK itself would hide what the service answers.
    return (service === 'sqs'
      ? new sqsSdk.SQSClient({ ...config, md5: false })
      : new snsSdk.SNSClient(config)) as unknown as SdkClient
  }
  return async ({ call, service = defaultService, region = 'us-east-1', headers }, input) => {
    const module = (service === 'sqs' ? sqsSdk : snsSdk) as unknown as SdkModule
    const command = new module[`${call}Command`]!(decodeBytes(input) as object)
    const client = createClient(service, region)
    client.middlewareStack.add(
      (next) => (request) => {
        Object.assign(request.request.headers, headers)
        return next(request)
      },
      { step: 'build' },
    )
    const outcome = await client.send(command).catch((error: unknown) => error)
    if (!(outcome instanceof Error)) return { ...(outcome as object), $metadata: undefined }
    const { name, message, $metadata, Error: details } = outcome as SdkError
    return { code: details?.Code ?? name, type: name, status: $metadata?.httpStatusCode, message }
  }
}

interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number }
  readonly Error?: { readonly Code?: string }
}

function decodeBytes(value: unknown): unknown {
  if (!isObject(value)) return value
  if (Array.isArray(value)) return value.map(decodeBytes)
  if ('$bytes' in value) return Buffer.from(String(value.$bytes), 'base64')
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, decodeBytes(member)]),
  )
}

/** The query protocol has no `__type`. */
const toQueryStep = (step: Step): Step =>
  step.error
    ? {
        ...step,
        error: {
          ...step.error,
          type: undefined,
          message: step.error.queryMessage ?? step.error.message,
        },
      }
    : step

/** Sends a call of SQS as a form, and reads the elements of its XML by name. */
const sendForm =
  (endpoint: string, account: string): Send =>
  async ({ call, headers }, input) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `AWS4-HMAC-SHA256 Credential=${account}/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: new URLSearchParams([['Action', call], ...toFields(call, input)]),
    })
    const { root } = parseXml(await response.text())
    const [, content] = Object.entries(root as Json)[0]!
    const { Error: error, [`${call}Result`]: result } = content as Json
    if (!response.ok) {
      const { Code: code, Message: message } = error as Json
      return { code, message, status: response.status }
    }
    return fromQueryResult(call, (result || {}) as Json)
  }

/** The names of collections in the query protocol. */
const queryNames: Readonly<Record<string, string>> = {
  AttributeNames: 'AttributeName',
  MessageAttributeNames: 'MessageAttributeName',
  MessageSystemAttributeNames: 'MessageSystemAttributeName',
  TagKeys: 'TagKey',
  AWSAccountIds: 'AWSAccountId',
  Actions: 'ActionName',
  Attributes: 'Attribute',
  Tags: 'Tag',
  MessageAttributes: 'MessageAttribute',
}

function toFields(call: string, input: Json, prefix = ''): [string, string][] {
  return Object.entries(input).flatMap(([name, value]): [string, string][] => {
    const field = `${prefix}${name === 'Entries' ? `${call}RequestEntry` : (queryNames[name] ?? name)}`
    if (Array.isArray(value))
      return value.flatMap((each, index) =>
        isObject(each)
          ? toFields(call, each, `${field}.${index + 1}.`)
          : [[`${field}.${index + 1}`, String(each)] as [string, string]],
      )
    if (!isObject(value)) return [[field, String(value)]]
    const keyName = name === 'Tags' ? 'Key' : 'Name'
    return Object.entries(value).flatMap(([key, member], index): [string, string][] => [
      [`${field}.${index + 1}.${keyName}`, key],
      ...(isObject(member)
        ? toFields(call, member, `${field}.${index + 1}.Value.`)
        : [[`${field}.${index + 1}.Value`, String(member)] as [string, string]]),
    ])
  })
}

/** Repeated elements become lists, an element without children its text. */
function parseXml(xml: string): { root: unknown } {
  const tags = xml.replace(/^<\?.*?\?>/, '').matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>([^<]*)/g)
  const stack: { name: string; children: [string, unknown][]; text: string }[] = [
    { name: '', children: [], text: '' },
  ]
  const close = () => {
    const { name, children, text } = stack.pop()!
    stack.at(-1)!.children.push([name, children.length > 0 ? collect(children) : unescapeXml(text)])
  }
  for (const [, isEnd, name, isEmpty, text] of tags) {
    if (isEnd) close()
    else {
      stack.push({ name: name!, children: [], text: text! })
      if (isEmpty) close()
    }
  }
  return { root: collect(stack[0]!.children) }
}

function collect(children: readonly [string, unknown][]): Json {
  const byName: Record<string, unknown[]> = {}
  for (const [name, value] of children) {
    byName[name] ??= []
    byName[name].push(value)
  }
  return Object.fromEntries(
    Object.entries(byName).map(([name, all]) => [name, all.length > 1 ? all : all[0]]),
  )
}

const unescapeXml = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#xD;/g, '\r')
    .replace(/&amp;/g, '&')

const toList = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** The result under the names of the JSON protocol. */
function fromQueryResult(call: string, result: Json): Outcome {
  const {
    Attribute,
    Tag,
    Message,
    MessageAttribute,
    BatchResultErrorEntry,
    [`${call}ResultEntry`]: entries,
    ...rest
  } = result
  return {
    ...rest,
    Attributes: fromPairs(Attribute, 'Name'),
    MessageAttributes: fromPairs(MessageAttribute, 'Name'),
    Tags: fromPairs(Tag, 'Key'),
    Messages: Message
      ? toList(Message).map((each) => fromQueryResult(call, each as Json))
      : undefined,
    Successful: toList(entries),
    Results: toList(entries),
    Failed: toList(BatchResultErrorEntry).map((each) => ({
      ...(each as Json),
      SenderFault: (each as Json).SenderFault === 'true',
    })),
  }
}

const fromPairs = (pairs: unknown, key: string): Json | undefined =>
  pairs === undefined
    ? undefined
    : Object.fromEntries(toList(pairs).map((each) => [(each as Json)[key], (each as Json).Value]))
