/** The control API refused, or could not be reached. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
}

/** How the control API is asked. Whatever fails throws ControlError. */
export class Connection {
  readonly #endpoint: string
  readonly #token: string | undefined

  constructor(endpoint: string, token: string | undefined) {
    this.#endpoint = endpoint.replace(/\/$/, '')
    this.#token = token
  }

  post<T>(path: string, body: object, method = 'POST'): Promise<T> {
    const headers = { 'content-type': 'application/json' }
    return this.json(path, { method, headers, body: JSON.stringify(body) })
  }

  async json<T>(path: string, request?: RequestInit): Promise<T> {
    return (await (await this.fetch(path, request)).json()) as T
  }

  async fetch(path: string, request?: RequestInit): Promise<Response> {
    const headers = new Headers(request?.headers)
    if (this.#token !== undefined) headers.set('authorization', `Bearer ${this.#token}`)
    const whole = { ...request, headers }
    const response = await fetch(this.#endpoint + path, whole).catch((error: Error) => {
      const reason = error.cause instanceof Error ? error.cause.message : error.message
      throw new ControlError(`No mturk-local answers at ${this.#endpoint} (${reason}).`)
    })
    if (response.ok) return response
    const { message } = (await response.json().catch(() => ({}))) as { message?: string }
    throw new ControlError(message ?? `${this.#endpoint}${path} answered ${response.status}.`)
  }
}

/** What is given of some values, as the query of an address. */
export function queryOf(values: object): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  )
  return given.length > 0 ? `?${query}` : ''
}
