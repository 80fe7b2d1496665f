/** One thing a user can set: by option, flag, environment variable or config file. */
export interface Setting<T> {
  /** What its value is called in the help. */
  readonly placeholder?: string
  readonly default: T
  /** A variable of wider use that gives it too, when ours does not. */
  readonly fallbackEnvName?: string
  /** One sentence. */
  readonly description: string
  /** Reads a text; `undefined` means that it makes no sense, and so does an error, which says why. */
  readonly parse: (text: string) => T | undefined
  /** It may be given as values too, which are read as JSON. */
  readonly structured?: true
  /** What to give, for whoever gave something else. */
  readonly expected: string
  /** It may hold a secret, so no message repeats what was given. */
  readonly secret?: true
}

export const textSetting = (
  placeholder: string,
  description: string,
): Setting<string | undefined> => ({
  placeholder,
  default: undefined,
  description,
  parse: (input) => (input === '' ? undefined : input),
  expected: 'a text that is not empty',
})

export const integerSetting = (
  placeholder: string,
  defaultValue: number,
  description: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER } = {},
): Setting<number> => ({
  placeholder,
  default: defaultValue,
  description,
  parse: (input) =>
    /^\d{1,16}$/.test(input) && Number(input) >= min && Number(input) <= max
      ? Number(input)
      : undefined,
  expected: `a whole number from ${min} to ${max}`,
})

/** How long something is kept: 14 days unless said, as long as SQS keeps a message at most. */
export const retentionSetting = (subject: string) =>
  integerSetting(
    'SECONDS',
    1_209_600,
    `Seconds that ${subject}, by the wall’s clock; with 0 until there are too many.`,
    { max: 3_153_600_000 },
  )

export const booleanSetting = (description: string): Setting<boolean> => ({
  default: false,
  description,
  parse: (input) =>
    ['true', '1', 'yes', 'on'].includes(input)
      ? true
      : ['false', '0', 'no', 'off'].includes(input)
        ? false
        : undefined,
  expected: 'true or false',
})

export const choiceSetting = <const T extends string>(
  values: readonly [T, ...T[]],
  description: string,
): Setting<T> => ({
  placeholder: values.join('|'),
  default: values[0],
  description,
  parse: (input) => values.find((value) => value === input),
  expected: `one of ${values.join(', ')}`,
})

export const urlSetting = (protocols: readonly string[], example: string, description: string) => ({
  placeholder: 'URL',
  default: undefined as string | undefined,
  description,
  parse: (input: string) =>
    URL.canParse(input) && protocols.includes(new URL(input).protocol) ? input : undefined,
  expected: `a URL such as ${example}`,
  // A URL may have a password in it.
  secret: true as const,
})

export const portSetting = (defaultValue: number, description: string) =>
  integerSetting('PORT', defaultValue, description, { max: 65_535 })
