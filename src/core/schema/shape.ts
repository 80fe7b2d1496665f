/**
 * The schemas of Amazon's API as plain values. One value has three readers: the validator
 * (`validate.ts`), the wire codec (`services/aws/json.ts`) and, through `TypeOf`, the compiler.
 */
export type Shape =
  | StringShape
  | NumberShape
  | BooleanShape
  | TimestampShape
  | ListShape
  | StructureShape

export interface StringShape<T extends string = string> {
  readonly kind: 'string'
  readonly min?: number
  readonly max?: number
  readonly pattern?: RegExp
  readonly values?: readonly T[]
}

export interface NumberShape {
  readonly kind: 'integer' | 'long'
  readonly min?: number
  readonly max?: number
}

export interface BooleanShape {
  readonly kind: 'boolean'
}

/** Epoch seconds on the wire, a `Date` in the program. */
export interface TimestampShape {
  readonly kind: 'timestamp'
}

export interface ListShape<M extends Shape = Shape> {
  readonly kind: 'list'
  readonly member: M
}

export interface StructureShape<M extends Members = Members> {
  readonly kind: 'structure'
  readonly members: M
  /** Name and shape of each member, alphabetically: the order the service writes them in. */
  readonly sortedMembers: readonly Member[]
}

export interface Member {
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
}

export interface RequiredMember<S extends Shape = Shape> {
  readonly kind: 'required'
  readonly shape: S
}

/** This API has no recursive structure, so plain values are enough. */
export type Members = { readonly [name: string]: Shape | RequiredMember }

export const string = (limits: Omit<StringShape, 'kind' | 'values'> = {}): StringShape => ({
  kind: 'string',
  ...limits,
})
export const oneOf = <const T extends string>(...values: readonly T[]): StringShape<T> => ({
  kind: 'string',
  values,
})
export const integer = (limits: Omit<NumberShape, 'kind'> = {}): NumberShape => ({
  kind: 'integer',
  ...limits,
})
export const long = (): NumberShape => ({ kind: 'long' })
export const boolean = (): BooleanShape => ({ kind: 'boolean' })
export const timestamp = (): TimestampShape => ({ kind: 'timestamp' })
export const list = <M extends Shape>(member: M): ListShape<M> => ({ kind: 'list', member })
export const required = <S extends Shape>(shape: S): RequiredMember<S> => ({
  kind: 'required',
  shape,
})

export function structure<M extends Members>(members: M): StructureShape<M> {
  const sortedMembers = Object.entries(members)
    .map(([name, member]) =>
      member.kind === 'required'
        ? { name, shape: member.shape, required: true }
        : { name, shape: member, required: false },
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return { kind: 'structure', members, sortedMembers }
}

type Unwrapped<M> = M extends RequiredMember<infer S> ? S : M
type RequiredNames<M> = { [K in keyof M]: M[K] extends RequiredMember ? K : never }[keyof M]
type Simplify<T> = { [K in keyof T]: T[K] }

/** The TypeScript type of what a shape describes. */
export type TypeOf<S> =
  S extends StringShape<infer T>
    ? T
    : S extends NumberShape
      ? number
      : S extends BooleanShape
        ? boolean
        : S extends TimestampShape
          ? Date
          : S extends ListShape<infer M>
            ? readonly TypeOf<M>[]
            : S extends StructureShape<infer M>
              ? Simplify<
                  { readonly [K in RequiredNames<M>]: TypeOf<Unwrapped<M[K]>> } & {
                    readonly [K in Exclude<keyof M, RequiredNames<M>>]?: TypeOf<M[K]>
                  }
                >
              : never
