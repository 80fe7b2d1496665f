import type { IncomingHttpHeaders } from 'node:http'
import type { RequestHandler } from 'express'
import type { z } from 'zod'
import type { Access } from '../security/access-control.js'
import type { ControlAppDependencies } from './dependencies.js'
import type { DeepReadonly } from './json-types.js'

export type RouteName = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /_mturk/${string}`

/** The parameters in the path of a route, each a name in braces. */
export type PathParameters<N extends string> = N extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [K in Name]: string } & PathParameters<Rest>
  : unknown

type Output<S> = S extends z.ZodType ? z.output<S> : undefined

interface RouteDescription {
  readonly summary: string
  /** Schemas of path parameters; one without is any text. */
  readonly parameters?: Readonly<Record<string, z.ZodType<string>>>
  /** The status of success; by default 200, or 204 without a response. */
  readonly status?: number
  /** Whether it needs no token and answers under every host name. */
  readonly isPublic?: boolean
  /** Whether the answer may be long in coming: then it counts against `--long-polls`. */
  readonly isLongPoll?: boolean
  /** Whether it stops the emulator: the response ends when that has ended. */
  readonly stopsEmulator?: boolean
}

interface RouteRequest<N extends RouteName, Q, B> {
  readonly params: PathParameters<N>
  readonly query: Output<Q>
  readonly body: Output<B>
  /** What was uploaded, if the route takes a file. */
  readonly file: { readonly type: string; readonly content: Buffer }
  readonly headers: IncomingHttpHeaders
  /** Aborted when the client disconnects; of a long poll also when the emulator stops. */
  readonly signal: AbortSignal
  /** What the client may do; `undefined` when no token is required. */
  readonly access: Access | undefined
}

/** A route of the control API. Its checks, types, client and documentation all come from here. */
export interface Route<N extends RouteName, Q, B, R> extends RouteDescription {
  readonly name: N
  readonly query?: Q
  readonly body?: B
  /** The largest body, as Express writes it: `1mb`. */
  readonly bodyLimit?: string
  /** Whether the body is a file, of any type. */
  readonly takesFile?: boolean
  readonly response?: R
  handle(
    request: RouteRequest<N, Q, B>,
    dependencies: ControlAppDependencies,
  ): R extends z.ZodType ? DeepReadonly<z.output<R>> | Promise<DeepReadonly<z.output<R>>> : unknown
}

/** A route that answers something else than JSON. */
export interface PlainRoute<N extends RouteName, Q> extends RouteDescription {
  readonly name: N
  readonly query?: Q
  readonly contentType: string
  /** What a part of the answer is, where that is JSON: an event of a stream. */
  readonly content?: z.ZodType
  respond(dependencies: ControlAppDependencies): RequestHandler<Record<string, string>>
}

export type AnyRoute = Route<
  RouteName,
  z.ZodObject | undefined,
  z.ZodType | undefined,
  z.ZodType | undefined
>
export type AnyPlainRoute = PlainRoute<RouteName, z.ZodObject | undefined>

export const route = <
  const N extends RouteName,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType | undefined = undefined,
>(
  name: N,
  description: Omit<Route<N, Q, B, R>, 'name'>,
): Route<N, Q, B, R> => ({ name, ...description })

export const plainRoute = <
  const N extends RouteName,
  Q extends z.ZodObject | undefined = undefined,
>(
  name: N,
  description: Omit<PlainRoute<N, Q>, 'name'>,
): PlainRoute<N, Q> => ({ name, ...description })

export const isPlainRoute = (each: AnyRoute | AnyPlainRoute): each is AnyPlainRoute =>
  'respond' in each

export function parseRouteName(name: RouteName): {
  readonly method: string
  readonly path: string
} {
  const [method, path] = name.split(' ') as [string, string]
  return { method, path }
}

export const pathParameterNames = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
