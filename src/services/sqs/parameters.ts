import { invalidParameterReason, invalidParameterValue, missingParameter } from './errors.js'

/** The input of a call in either protocol, by SQS's names; numbers may be strings. */
export type SqsInput = Readonly<Record<string, unknown>>

/** @throws SqsError unless the parameter is a string */
export function readString(input: SqsInput, name: string): string {
  const value = readOptionalString(input, name)
  if (value === undefined) throw missingParameter(name)
  return value
}

export function readOptionalString(input: SqsInput, name: string): string | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw invalidParameterValue(`${name} must be a string.`)
  return value
}

interface IntegerRange {
  readonly min: number
  readonly max: number
  /** The reason of an error, where SQS words it differently. */
  readonly reason?: string
}

/** @throws SqsError unless the parameter is absent or a whole number in the range */
export function readInteger(
  input: SqsInput,
  name: string,
  { min, max, reason = `Must be between ${min} and ${max}, if provided.` }: IntegerRange,
): number | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isInteger(number))
    throw invalidParameterValue(`${name} must be a whole number.`)
  if (number < min || number > max) throw invalidParameterReason(name, number, reason)
  return number
}

export function readStrings(input: SqsInput, name: string): readonly string[] {
  const value = input[name]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw invalidParameterValue(`${name} must be a list of strings.`)
  return value as string[]
}

/** @throws SqsError unless the parameter is absent or a map of strings */
export function readStringMap(input: SqsInput, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(readStructure(input, name)).map(([key, value]) => {
      if (typeof value !== 'string')
        throw invalidParameterValue(`${name} must be a map of strings.`)
      return [key, value]
    }),
  )
}

export function readStructure(input: SqsInput, name: string): SqsInput {
  const value = input[name]
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw invalidParameterValue(`${name} must be a map.`)
  return value as SqsInput
}

export function readStructures(input: SqsInput, name: string): readonly SqsInput[] {
  const value = input[name]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'object' && each !== null))
    throw invalidParameterValue(`${name} must be a list of structures.`)
  return value as SqsInput[]
}
