import type { z } from 'zod'
import type { PathParameters, PlainRoute, Route } from './api.js'
import type { DeepReadonly, Json } from './json-types.js'
import type { ControlRoute } from './routes/index.js'
import type { LiveEventView } from './views.js'

/** The control API refused a request, or could not be reached. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  /** The HTTP status; `undefined` when there was no answer. */
  readonly status: number | undefined

  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}

export interface ControlClientOptions {
  /** The token that the emulator was started with, if any, or how to find it for each request. */
  readonly token?: string | (() => string | undefined)
  /** Called when a request is refused for want of a valid token. */
  readonly onUnauthorized?: () => void
}

interface StreamOptions {
  /** By default the stream of all events. */
  readonly path?: string
  readonly signal?: AbortSignal
}

type RouteByName = { readonly [R in ControlRoute as R['name']]: R }
type Name = keyof RouteByName

type QueryInput<Q> = Q extends z.ZodObject
  ? { readonly [K in keyof z.input<Q>]: z.output<Q>[K & keyof z.output<Q>] }
  : unknown
type BodyInput<B> = B extends z.ZodType
  ? object extends z.input<B>
    ? { readonly body?: DeepReadonly<z.input<B>> }
    : { readonly body: DeepReadonly<z.input<B>> }
  : unknown
type FileInput = { readonly file: Blob | Uint8Array | string; readonly type?: string }

/** Path parameters and query parameters by their names; `body` is sent as JSON. */
export type ControlRequest<N extends Name> = PathParameters<N> &
  (RouteByName[N] extends Route<N, infer Q, infer B, infer _>
    ? QueryInput<Q> & BodyInput<B>
    : RouteByName[N] extends PlainRoute<N, infer Q>
      ? QueryInput<Q>
      : unknown) &
  (N extends `${string}/files/${string}` ? FileInput : unknown)

/** What a route answers; one that answers no JSON answers a text. */
export type ControlResponse<N extends Name> =
  RouteByName[N] extends PlainRoute<N, infer _>
    ? string
    : RouteByName[N] extends Route<N, infer _, infer _, infer R>
      ? R extends z.ZodType
        ? Json<z.output<R>>
        : undefined
      : never

/** The control API of an emulator. Every method throws ControlError. */
export class ControlClient {
  readonly #endpoint: string
  readonly #getToken: () => string | undefined
  readonly #onUnauthorized: () => void

  constructor(endpoint: string, { token, onUnauthorized = () => {} }: ControlClientOptions = {}) {
    this.#endpoint = endpoint.replace(/\/$/, '')
    this.#getToken = typeof token === 'function' ? token : () => token
    this.#onUnauthorized = onUnauthorized
  }

  /** Requests any route: `request('GET /_mturk/hits/{id}', { id })`. */
  async request<N extends Name>(
    name: N,
    ...[input]: object extends ControlRequest<N> ? [ControlRequest<N>?] : [ControlRequest<N>]
  ): Promise<ControlResponse<N>> {
    const { method, path, init } = buildRequest(name, (input ?? {}) as Record<string, unknown>)
    const response = await this.#fetch(path, { method, ...init })
    if (response.status === 204) return undefined as ControlResponse<N>
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return (await (isJson ? response.json() : response.text())) as ControlResponse<N>
  }

  deliveries = (filter: ControlRequest<'GET /_mturk/deliveries'> = {}) =>
    this.request('GET /_mturk/deliveries', filter)

  waitForDeliveries = (filter: ControlRequest<'GET /_mturk/deliveries/wait'> = {}) =>
    this.request('GET /_mturk/deliveries/wait', filter)

  clock = () => this.request('GET /_mturk/clock')

  /** @param by a duration in ISO 8601, such as `PT1H` */
  advance = (by: string) => this.request('POST /_mturk/clock/advance', { body: { by } })

  /** Creates a worker, or changes what is known of one. */
  putWorker = (id: string, body: ControlRequest<'PUT /_mturk/workers/{id}'>['body'] = {}) =>
    this.request('PUT /_mturk/workers/{id}', { id, body })

  accept = (workerId: string, hitId: string) =>
    this.request('POST /_mturk/workers/{id}/accept', { id: workerId, body: { hitId } })

  submit = (workerId: string, assignmentId: string, answers: AnswersInput = {}) =>
    this.request('POST /_mturk/workers/{id}/assignments/{assignmentId}/submit', {
      id: workerId,
      assignmentId,
      body: { answers },
    })

  returnAssignment = (workerId: string, assignmentId: string) =>
    this.request('POST /_mturk/workers/{id}/assignments/{assignmentId}/return', {
      id: workerId,
      assignmentId,
    })

  crowd = (name: string) => this.request('GET /_mturk/crowds/{name}', { name })

  /** Creates or changes a crowd of simulated workers. */
  putCrowd = (name: string, body: ControlRequest<'PUT /_mturk/crowds/{name}'>['body'] = {}) =>
    this.request('PUT /_mturk/crowds/{name}', { name, body })

  /** A consistent copy of the data, as a SQLite file. */
  async backup(): Promise<ReadableStream<Uint8Array>> {
    return (await this.#fetch('/_mturk/backup')).body!
  }

  /** Asks the emulator to stop; the body of the response ends when the emulator has ended. */
  async stop(): Promise<ReadableStream<Uint8Array>> {
    return (await this.#fetch('/_mturk/stop', { method: 'POST', ...toJsonBody(undefined) })).body!
  }

  /** Connects, and then yields every event until the loop over it ends. */
  async stream({
    path = '/_mturk/stream',
    signal,
  }: StreamOptions = {}): Promise<AsyncGenerator<LiveEventView>> {
    const { body } = await this.#fetch(path, { signal })
    return parseEventStream(body!.pipeThrough(new TextDecoderStream()))
  }

  async #fetch(path: string, init?: RequestInit): Promise<Response> {
    const headers = new Headers(init?.headers)
    const token = this.#getToken()
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
    const response = await fetch(this.#endpoint + path, { ...init, headers }).catch(
      (error: Error) => {
        throw new ControlError(
          `No mturk-local answers at ${this.#endpoint}: ${explainFetchError(error)}.`,
        )
      },
    )
    if (response.ok) return response
    if (response.status === 401) this.#onUnauthorized()
    const { message } = (await response.json().catch(() => ({}))) as { message?: string }
    throw new ControlError(
      message ?? `${this.#endpoint}${path} answered ${response.status}.`,
      response.status,
    )
  }
}

type AnswersInput = NonNullable<
  NonNullable<
    ControlRequest<'POST /_mturk/workers/{id}/assignments/{assignmentId}/submit'>['body']
  >['answers']
>

function buildRequest(name: string, input: Record<string, unknown>) {
  const [method, template] = name.split(' ') as [string, string]
  const { body, file, type, ...parameters } = input
  const query = new URLSearchParams()
  for (const [parameter, value] of Object.entries(parameters))
    if (value !== undefined && !template.includes(`{${parameter}}`))
      query.append(parameter, String(value))
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(String(parameters[key])),
  )
  return {
    method,
    path: query.size > 0 ? `${path}?${query}` : path,
    init:
      file !== undefined ? toFileBody(file, type) : method === 'GET' ? undefined : toJsonBody(body),
  }
}

/** The control API requires the type without a body too. */
const toJsonBody = (body: unknown): RequestInit => ({
  headers: { 'content-type': 'application/json' },
  ...(body !== undefined && { body: JSON.stringify(body) }),
})

const toFileBody = (file: unknown, type: unknown = 'application/octet-stream'): RequestInit => ({
  headers: { 'content-type': String(type) },
  body: file as Blob,
})

async function* parseEventStream(chunks: ReadableStream<string>): AsyncGenerator<LiveEventView> {
  // Not every browser can iterate over a stream.
  const reader = chunks.getReader()
  try {
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += value
      const events = text.split('\n\n')
      text = events.pop()!
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data) yield JSON.parse(data) as LiveEventView
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

const connectionProblems: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'there is no host of this name',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'it does not answer in time',
  ETIMEDOUT: 'it does not answer in time',
  'bad port': 'the Fetch standard forbids this port',
}

/** Browsers report no cause. */
function explainFetchError({ cause, message }: Error): string {
  if (!(cause instanceof Error)) return message
  const { code = cause.message } = cause as { readonly code?: string }
  return connectionProblems[code] ?? cause.message
}
