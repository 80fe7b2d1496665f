/** Lambda’s names: whether the caller waits for the result. */
export type InvocationType = 'Event' | 'RequestResponse'

export interface Invocation {
  readonly requestId: string
  readonly functionArn: string
  readonly type: InvocationType
  /** The event as JSON. */
  readonly payload: string
}

/**
 * Runs a function once.
 *
 * @returns its result, or `undefined` when it was only accepted
 * @throws FunctionError when the function failed
 * @throws InvocationRefusedError when another attempt would be refused too
 * @throws Error when the function was not reached
 */
export type Invoke = (invocation: Invocation) => Promise<unknown>
