import { z } from 'zod'
import { accountPattern, defaultAccount } from '../../../domain/account.js'
import { EventType } from '../../../domain/shapes/EventType.js'
import { NotificationTransport } from '../../../domain/shapes/NotificationSpecification.js'

/** The values of one of Amazon's enumerations, as zod wants them. */
export const enumOf = <T extends string>(shape: { readonly values?: readonly T[] }) =>
  z.enum(shape.values as [T, ...T[]])

export const account = z.string().regex(accountPattern, 'must be 12 digits')
export const accountOrDefault = account.default(defaultAccount)
export const eventType = enumOf(EventType)
export const transport = enumOf(NotificationTransport)
/** An instant: a Date here, a text in ISO 8601 on the wire. */
export const instant = z.date()
export const count = z.int().min(0)
export const nonEmptyText = z.string().min(1)

export const searchText = z
  .string()
  .max(1000)
  .optional()
  .describe(
    'A text anywhere in it, in any case: an ID, an address, a word. Every row is read for it.',
  )
export const accountFilter = account.optional()

const queryNumber = (min: number, max: number) => z.coerce.number<number>().int().min(min).max(max)
/** Positions of rows grow without end. */
const maxPosition = Number.MAX_SAFE_INTEGER

export const limitedTo = (max: number, byDefault: number) => queryNumber(1, max).default(byDefault)
export const queryCount = (max: number) => queryNumber(0, max)
const after = queryNumber(1, maxPosition).optional()

/** The query of a list that is read page by page, newest first. */
export const pageQuery = {
  limit: limitedTo(1000, 50),
  after: after.describe('The `next` or the `cursor` of another page.'),
  offset: queryNumber(0, maxPosition)
    .optional()
    .describe('How many of those that follow are skipped.'),
  total: z.stringbool().optional().describe('Whether to count them all.'),
}

/** The query of a list that can only be read from its beginning. */
export const simplePageQuery = (max: number, byDefault: number) => ({
  limit: limitedTo(max, byDefault),
  after: after.describe('The `next` of the page before.'),
})

export const next = z.int().optional().describe('The `after` of the following page.')

/** What every page of a list has beside its items. */
export const pageInfo = {
  next,
  cursor: z
    .int()
    .optional()
    .describe('Give it as `after`, with `offset`, to read on in the list as it was now.'),
  total: z
    .int()
    .optional()
    .describe('How many there are, those before `after` left out; with `total=true` only.'),
}
