/** A request that the control API refuses. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  /** The error for programs; the message is for people. */
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const badRequest = (message: string): ApiError => new ApiError(400, 'BadRequest', message)

/** @throws ApiError always */
export function notFound(message: string): never {
  throw new ApiError(404, 'NotFound', message)
}
