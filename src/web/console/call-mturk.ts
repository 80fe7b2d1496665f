import { control } from './control.js'

/**
 * Calls an operation of MTurk on behalf of a requester, and returns its output.
 *
 * @throws Error with the message of the service
 */
export async function callMturk<T = unknown>(
  account: string,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<T> {
  const { status, response } = await control.request('POST /_mturk/calls', {
    body: { account, operation, input },
  })
  const isSuccess = status > 0 && status < 400
  if (!isSuccess) throw new Error(readErrorMessage(response) ?? `${operation} got HTTP ${status}.`)
  return JSON.parse(response || '{}') as T
}

/** The message of an error response, in either case of its name, or of a function’s error. */
export function readErrorMessage(response: string): string | undefined {
  try {
    const {
      Message,
      errorMessage = Message,
      message = errorMessage,
    } = JSON.parse(response) as Record<string, unknown>
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}

/** An instant as the JSON protocol of MTurk has it: seconds since 1970. */
export const toEpochSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
