import { createHash } from 'node:crypto'
import { valueNotValid } from '../../domain/errors.js'
import { PaginationToken, ResultSize } from '../../domain/shapes/scalars.js'
import type { Listed, Page } from '../../store/store.js'

/** What every list takes. */
export const pageMembers = { NextToken: PaginationToken, MaxResults: ResultSize }

export interface PageInput {
  readonly NextToken?: string
  readonly MaxResults?: number
}

export interface PageOutput<T> {
  readonly things: readonly T[]
  readonly NumResults: number
  readonly NextToken?: string
}

/**
 * One page of a list. Every page that holds something carries a token, the last one too; the list
 * ends with an empty page without one (oracle §3: clients of the service depend on it).
 *
 * @param about tells one list from another: a token of one is refused by another
 * @throws ParameterValidationError for a token that was not given out here
 */
export async function onePage<T>(
  about: readonly (string | undefined)[],
  { NextToken, MaxResults = 10 }: PageInput,
  list: (page: Page) => Promise<readonly Listed<T>[]>,
): Promise<PageOutput<T>> {
  const after = NextToken === undefined ? undefined : positionIn(NextToken, about)
  const found = await list({ limit: MaxResults, after })
  const last = found.at(-1)
  return {
    things: found.map(({ thing }) => thing),
    NumResults: found.length,
    NextToken: last && tokenFor(last.position, about),
  }
}

/** A position and its seal: opaque, and the same in every process and after a restart. */
const tokenFor = (position: number, about: readonly (string | undefined)[]): string =>
  Buffer.from(`${position}.${seal(position, about)}`).toString('base64url')

function positionIn(token: string, about: readonly (string | undefined)[]): number {
  const [position = '', given] = Buffer.from(token, 'base64url').toString().split('.')
  if (!/^\d{1,15}$/.test(position) || given !== seal(Number(position), about))
    throw valueNotValid(token, 'NextToken')
  return Number(position)
}

const seal = (position: number, about: readonly (string | undefined)[]): string =>
  createHash('sha256')
    .update(JSON.stringify([position, ...about.map((part) => part ?? null)]))
    .digest('hex')
    .slice(0, 32)
