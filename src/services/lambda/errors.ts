/** How Lambda reports that a function failed: `trace` from Node, `stackTrace` from Python. */
export interface FunctionErrorPayload {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
  readonly stackTrace?: readonly string[]
  readonly requestId?: string
}

/** The function was invoked, and failed. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError'
  readonly payload: FunctionErrorPayload

  constructor(payload: FunctionErrorPayload) {
    super(`${payload.errorType}: ${payload.errorMessage}`)
    this.payload = payload
  }
}

/** The function cannot be invoked, and another attempt would be refused too. */
export class InvocationRefusedError extends Error {
  override readonly name = 'InvocationRefusedError'
}
