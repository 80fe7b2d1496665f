import { badValue, invalidValue, missingParameter } from './fault.js'

/** What a call gives, by SQS's names, whichever protocol it came in: texts may stand for numbers. */
export type Input = Readonly<Record<string, unknown>>

/** @throws QueueFault when it is missing or no text */
export function text(input: Input, name: string): string {
  const value = optionalText(input, name)
  if (value === undefined) throw missingParameter(name)
  return value
}

export function optionalText(input: Input, name: string): string | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw invalidValue(`${name} must be a text.`)
  return value
}

/** A whole number in a range; the reason is SQS's when it lies outside. */
export function whole(
  input: Input,
  name: string,
  { min, max }: { min: number; max: number },
): number | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isInteger(number))
    throw invalidValue(`${name} must be a whole number.`)
  if (number < min || number > max)
    throw badValue(name, number, `Must be between ${min} and ${max}, if provided.`)
  return number
}

export function texts(input: Input, name: string): readonly string[] {
  const value = input[name]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw invalidValue(`${name} must be a list of texts.`)
  return value as string[]
}

/** A map of texts. */
export function textMap(input: Input, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(record(input, name)).map(([key, value]) => {
      if (typeof value !== 'string') throw invalidValue(`${name} must hold texts.`)
      return [key, value]
    }),
  )
}

export function record(input: Input, name: string): Input {
  const value = input[name]
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw invalidValue(`${name} must be a map.`)
  return value as Input
}

export function records(input: Input, name: string): readonly Input[] {
  const value = input[name]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'object' && each !== null))
    throw invalidValue(`${name} must be a list of structures.`)
  return value as Input[]
}
