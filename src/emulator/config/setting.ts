/** One thing a user can set: by option, flag, environment variable or config file. */
export interface Setting<T> {
  /** What its value is called in the help. */
  readonly value?: string
  readonly default: T
  /** A variable of wider use that gives it too, when ours does not. */
  readonly alsoVariable?: string
  /** One sentence. */
  readonly says: string
  /** Reads a text; `undefined` means that it makes no sense, and so does an error, which says why. */
  readonly read: (text: string) => T | undefined
  /** It may be given as values too, which are read as JSON. */
  readonly structured?: true
  /** What to give, for whoever gave something else. */
  readonly give: string
  /** It may hold a secret, so no message repeats what was given. */
  readonly secret?: true
}

export const text = (value: string, says: string): Setting<string | undefined> => ({
  value,
  default: undefined,
  says,
  read: (given) => (given === '' ? undefined : given),
  give: 'a text that is not empty',
})

export const wholeNumber = (
  value: string,
  byDefault: number,
  says: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER } = {},
): Setting<number> => ({
  value,
  default: byDefault,
  says,
  read: (given) =>
    /^\d{1,16}$/.test(given) && Number(given) >= min && Number(given) <= max
      ? Number(given)
      : undefined,
  give: `a whole number from ${min} to ${max}`,
})

/** How long something is kept: 14 days unless said, as long as SQS keeps a message at most. */
export const age = (what: string) =>
  wholeNumber(
    'SECONDS',
    1_209_600,
    `Seconds that ${what}, by the wall’s clock; with 0 until there are too many.`,
    { max: 3_153_600_000 },
  )

export const flag = (says: string): Setting<boolean> => ({
  default: false,
  says,
  read: (given) =>
    ['true', '1', 'yes', 'on'].includes(given)
      ? true
      : ['false', '0', 'no', 'off'].includes(given)
        ? false
        : undefined,
  give: 'true or false',
})

export const choice = <const T extends string>(
  values: readonly [T, ...T[]],
  says: string,
): Setting<T> => ({
  value: values.join('|'),
  default: values[0],
  says,
  read: (given) => values.find((value) => value === given),
  give: `one of ${values.join(', ')}`,
})

export const url = (protocols: readonly string[], example: string, says: string) => ({
  value: 'URL',
  default: undefined as string | undefined,
  says,
  read: (given: string) =>
    URL.canParse(given) && protocols.includes(new URL(given).protocol) ? given : undefined,
  give: `a URL such as ${example}`,
  // A URL may have a password in it.
  secret: true as const,
})

export const port = (byDefault: number, says: string) =>
  wholeNumber('PORT', byDefault, says, { max: 65_535 })
