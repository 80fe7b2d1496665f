/** A setting, given by option, flag, environment variable or config file. */
export interface Setting<T> {
  /** Placeholder of the value in the help. */
  readonly placeholder?: string
  readonly default: T
  /** A common environment variable that is used when ours is not set. */
  readonly fallbackEnvName?: string
  /** One plain sentence. */
  readonly description: string
  /** Parses a text; returns `undefined` or throws an error with the reason if it is not valid. */
  readonly parse: (text: string) => T | undefined
  /** Structured values are accepted too and parsed as JSON. */
  readonly structured?: true
  /** Its flag may be given several times. */
  readonly isRepeatable?: true
  /** What to give instead, for error messages. */
  readonly expected: string
  /** The value may contain a secret, so no message repeats it. */
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

/** Several texts: a flag for each, a variable with semicolons between them, or an array. */
export const listSetting = (
  placeholder: string,
  description: string,
  pattern: RegExp,
  expected: string,
): Setting<readonly string[]> => ({
  placeholder,
  default: [],
  description,
  parse: (input) => {
    const items = readList(input)
    return items?.every((item) => pattern.test(item)) ? items : undefined
  },
  structured: true,
  isRepeatable: true,
  expected,
})

function readList(input: string): readonly string[] | undefined {
  if (!input.startsWith('[')) return input.split(';').filter(Boolean)
  const items: unknown = JSON.parse(input)
  return Array.isArray(items) && items.every((item) => typeof item === 'string') ? items : undefined
}

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

/** Retention in seconds; the default of 14 days is the longest that SQS keeps a message. */
export const retentionSetting = (subject: string) =>
  integerSetting(
    'SECONDS',
    1_209_600,
    `Seconds of real time that ${subject}; 0 keeps them until there are too many.`,
    { max: 3_153_600_000 },
  )

/** Retention in seconds of the world's clock; the default is as long as MTurk keeps a HIT. */
export const worldRetentionSetting = (subject: string) =>
  integerSetting(
    'SECONDS',
    10_368_000,
    `Seconds of the clock that ${subject}; 0 keeps them until there are too many.`,
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
  // A URL may contain a password.
  secret: true as const,
})

export const portSetting = (defaultValue: number, description: string) =>
  integerSetting('PORT', defaultValue, description, { max: 65_535 })
