import { z } from 'zod'
import { accountPattern } from '../../domain/account.js'
import { isKnownLocale, localeRule } from '../../domain/locale.js'
import { parseLocale } from '../../domain/parse-locale.js'
import type { FieldValues } from '../../domain/questions/answer.js'
import { maxCrowdWorkers } from '../../domain/simulated-crowd.js'
import { findUnknownPlaceholders, knownPlaceholders } from './placeholders.js'

const rate = z.number().min(0, 'must be from 0 to 1').max(1, 'must be from 0 to 1')
const text = z.string().min(1, 'must not be empty')
const namePattern = /^[A-Za-z0-9_-]{1,64}$/

const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const template = z
  .strictObject({
    for: text.optional(),
    weight: z.number().positive('must be more than 0').default(1),
    fields,
  })
  .superRefine((given, context) => {
    for (const unknown of findUnknownPlaceholders(given))
      context.addIssue(
        `\${${unknown}} is nothing that can be filled in; there are ${knownPlaceholders}`,
      )
  })
const score = z.number().int('must be a whole number')

const settings = {
  seed: text.max(200, 'must not be longer than 200 characters').optional(),
  workers: z
    .number()
    .int('must be a whole number')
    .min(1, `must be from 1 to ${maxCrowdWorkers}`)
    .max(maxCrowdWorkers, `must be from 1 to ${maxCrowdWorkers}`)
    .default(10),
  arrivalsPerHour: z
    .number()
    .positive('must be more than 0')
    .max(1_000_000, 'must be at most 1000000')
    .optional(),
  acceptRate: rate.default(1),
  returnRate: rate.default(0),
  abandonRate: rate.default(0),
  errorRate: rate.default(0),
  continueRate: rate.default(0.7),
  secondsOfWork: z
    .tuple([z.number().min(0, 'must be 0 or more'), z.number().min(0, 'must be 0 or more')])
    .refine(([least, most]) => least <= most, 'must be the least and then the most')
    .default([30, 300]),
  consensusRate: rate.default(0.8),
  locales: z
    .array(
      z
        .string()
        .regex(/^[A-Z]{2}(-[A-Z]{2})?$/, 'must be such as US or US-CA')
        .refine((place) => isKnownLocale(parseLocale(place)), {
          error: localeRule,
          when: ({ issues }) => issues.length === 0,
        }),
    )
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
  account: z.string().regex(accountPattern, 'must be 12 digits').optional(),
  hitTypes: z.array(text).default([]),
}

/** `random`, one template for all HITs, or several. */
const answers = z.preprocess((input = 'random') => {
  if (input === 'random') return []
  return [input].flat().map((each: unknown) => (isBareFields(each) ? { fields: each } : each))
}, z.array(template))

/** A template may be given as its fields alone. */
function isBareFields(input: unknown): boolean {
  if (typeof input !== 'object' || input === null) return false
  const { fields } = input as { fields?: unknown }
  return typeof fields !== 'object' || Array.isArray(fields)
}

const ratesFit = (rates: { returnRate: number; abandonRate: number; errorRate: number }) =>
  rates.returnRate + rates.abandonRate + rates.errorRate <= 1
const ratesMessage = 'returnRate, abandonRate and errorRate must not add up to more than 1'

/** The options of a crowd. */
export const crowdSchema = z.strictObject({ ...settings, answers }).refine(ratesFit, ratesMessage)

export const crowdNameSchema = z
  .string()
  .regex(namePattern, 'the name must be 1 to 64 letters, digits, dashes or underscores')

/** The options of a crowd as they are given; all have defaults. */
export type CrowdInput = Omit<z.input<typeof crowdSchema>, 'answers'> & {
  readonly answers?: 'random' | AnswerInput | readonly AnswerInput[]
}
export type CrowdConfig = z.output<typeof crowdSchema>

type AnswerInput =
  | FieldValues
  | { readonly for?: string; readonly weight?: number; readonly fields: FieldValues }
