import { z } from 'zod'
import type { Fields } from '../../domain/questions/answer.js'
import { knownGaps, unknownGaps } from './gaps.js'

const share = z.number().min(0, 'must be from 0 to 1').max(1, 'must be from 0 to 1')
const text = z.string().min(1, 'must not be empty')
const name = /^[A-Za-z0-9_-]{1,64}$/
const mostWorkers = 10_000

const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const template = z
  .strictObject({
    for: text.optional(),
    weight: z.number().positive('must be more than 0').default(1),
    fields,
  })
  .superRefine((given, context) => {
    for (const unknown of unknownGaps(given))
      context.addIssue(`\${${unknown}} is nothing that can be filled in; there are ${knownGaps}`)
  })
const score = z.number().int('must be a whole number')

const settings = {
  seed: text.max(200, 'must not be longer than 200 characters').optional(),
  workers: z
    .number()
    .int('must be a whole number')
    .min(1, `must be from 1 to ${mostWorkers}`)
    .max(mostWorkers, `must be from 1 to ${mostWorkers}`)
    .default(10),
  arrivalsPerHour: z
    .number()
    .positive('must be more than 0')
    .max(1_000_000, 'must be at most 1000000')
    .optional(),
  accepts: share.default(1),
  returns: share.default(0),
  abandons: share.default(0),
  fails: share.default(0),
  stays: share.default(0.7),
  secondsOfWork: z
    .tuple([z.number().min(0, 'must be 0 or more'), z.number().min(0, 'must be 0 or more')])
    .refine(([least, most]) => least <= most, 'must be the least and then the most')
    .default([30, 300]),
  agrees: share.default(0.8),
  locales: z
    .array(z.string().regex(/^[A-Z]{2}(-[A-Z]{2})?$/, 'must be such as US or US-CA'))
    .default([]),
  adult: z.boolean().default(false),
  master: z.boolean().default(false),
  qualifications: z
    .record(
      text,
      z.union([
        score,
        z
          .tuple([score, score])
          .refine(([least, most]) => least <= most, 'must be the least and then the most'),
      ]),
    )
    .default({}),
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be 12 digits')
    .optional(),
  hitTypes: z.array(text).default([]),
}

/** Random, one answer to all HITs, or several. */
const answers = z.preprocess((given = 'random') => {
  if (given === 'random') return []
  return [given].flat().map((each: unknown) => (isBare(each) ? { fields: each } : each))
}, z.array(template))

/** An answer may be written without its wrapping. */
function isBare(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false
  const { fields } = given as { fields?: unknown }
  return typeof fields !== 'object' || Array.isArray(fields)
}

const adding = (given: { returns: number; abandons: number; fails: number }) =>
  given.returns + given.abandons + given.fails <= 1
const addingSays = 'returns, abandons and fails must not add up to more than 1'

/** What a crowd is made from. */
export const crowdSettings = z.strictObject({ ...settings, answers }).refine(adding, addingSays)

export const crowdName = z
  .string()
  .regex(name, 'the name must be 1 to 64 letters, digits, dashes or underscores')

/** What may be said of a crowd; everything has a default. */
export type CrowdGiven = Omit<z.input<typeof crowdSettings>, 'answers'> & {
  readonly answers?: 'random' | GivenAnswer | readonly GivenAnswer[]
}
export type CrowdRead = z.output<typeof crowdSettings>

export type GivenAnswer =
  | Fields
  | { readonly for?: string; readonly weight?: number; readonly fields: Fields }
