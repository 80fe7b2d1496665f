import { callRequester } from '../requester.js'

/** Calls operations of the requester API. */
export type CallOperation = <T = Readonly<Record<string, unknown>>>(
  operation: string,
  input: object,
) => Promise<T>

/** The requester API returned an error. */
export class RequesterError extends Error {
  override readonly name = 'RequesterError'
  /** TurkErrorCode such as `AWS.MechanicalTurk.HITDoesNotExist`, when there is one. */
  readonly code: string | undefined

  constructor(message: string, code?: string) {
    super(message)
    this.code = code
  }
}

interface ErrorBody {
  readonly __type?: string
  readonly message?: string
  readonly Message?: string
  readonly TurkErrorCode?: string
}

/** A client whose calls throw RequesterError for an error response. */
export function createRequesterClient(options: {
  readonly endpoint: string
  readonly accessKey: string
  readonly secretKey: string
}): CallOperation {
  return async <T>(operation: string, input: object) => {
    const { status, text } = await callRequester({ ...options, operation, input })
    if (status === 200) return JSON.parse(text) as T
    const { __type: type, message, Message, TurkErrorCode } = parseErrorBody(text)
    const description = (Message ?? message ?? type ?? `HTTP status ${status}`)
      // MTurk ends its messages with the milliseconds since 1970.
      .replace(/ \(\d{13}( s)?\)$/, '')
    throw new RequesterError(`${operation}: ${description}`, TurkErrorCode)
  }
}

function parseErrorBody(text: string): ErrorBody {
  try {
    return JSON.parse(text) as ErrorBody
  } catch {
    return {}
  }
}

/** Items of all pages of a list operation. */
export async function listAll<T>(
  call: CallOperation,
  operation: string,
  member: string,
  input: object = {},
): Promise<readonly T[]> {
  const items: T[] = []
  let NextToken: string | undefined
  do {
    const page = await call(operation, { ...input, MaxResults: 100, NextToken })
    items.push(...((page[member] ?? []) as readonly T[]))
    NextToken = page.NextToken as string | undefined
  } while (NextToken !== undefined)
  return items
}
