import { createHash } from 'node:crypto'
import { valueNotValid } from '../../domain/errors.js'
import { PaginationToken, ResultSize } from '../../domain/shapes/scalars.js'
import type { PageQuery, StoredRow } from '../../store/store.js'

/** The input that every list takes. */
export const pageMembers = { NextToken: PaginationToken, MaxResults: ResultSize }

export interface PageInput {
  readonly NextToken?: string
  readonly MaxResults?: number
}

export interface PageOutput<T> {
  readonly items: readonly T[]
  readonly NumResults: number
  readonly NextToken?: string
}

/**
 * One page of a list. Every page with items has a token, the last one too; the list
 * ends with an empty page without one (oracle §3: clients of the service depend on it).
 *
 * @param listKey identifies the list; a token of another list is refused
 * @throws ParameterValidationError for a token that this emulator did not issue
 */
export async function paginateResults<T>(
  listKey: readonly (string | undefined)[],
  { NextToken, MaxResults = 10 }: PageInput,
  list: (page: PageQuery) => Promise<readonly StoredRow<T>[]>,
): Promise<PageOutput<T>> {
  const after = NextToken === undefined ? undefined : parseToken(NextToken, listKey)
  const rows = await list({ limit: MaxResults, after })
  const last = rows.at(-1)
  return {
    items: rows.map(({ record }) => record),
    NumResults: rows.length,
    NextToken: last && createToken(last.position, listKey),
  }
}

/** A signed position: opaque, and the same in every process and after a restart. */
const createToken = (position: number, listKey: readonly (string | undefined)[]): string =>
  Buffer.from(`${position}.${computeChecksum(position, listKey)}`).toString('base64url')

function parseToken(token: string, listKey: readonly (string | undefined)[]): number {
  const [position = '', checksum] = Buffer.from(token, 'base64url').toString().split('.')
  if (!/^\d{1,15}$/.test(position) || checksum !== computeChecksum(Number(position), listKey))
    throw valueNotValid(token, 'NextToken')
  return Number(position)
}

const computeChecksum = (position: number, listKey: readonly (string | undefined)[]): string =>
  createHash('sha256')
    .update(JSON.stringify([position, ...listKey.map((part) => part ?? null)]))
    .digest('hex')
    .slice(0, 32)
