export interface Page<T> {
  readonly page: readonly T[]
  /** Absent on the last page. */
  readonly NextToken?: string
}

/** @returns the page after a token; `undefined` for an invalid token */
export function slicePage<T>(
  items: readonly T[],
  token: string | undefined,
  size: number,
): Page<T> | undefined {
  const from = token === undefined ? 0 : parseToken(token)
  if (!Number.isInteger(from) || from < 0) return undefined
  const to = from + size
  return {
    page: items.slice(from, to),
    NextToken: to < items.length ? Buffer.from(String(to)).toString('base64') : undefined,
  }
}

const parseToken = (token: string): number =>
  Number(Buffer.from(token, 'base64').toString() || Number.NaN)
