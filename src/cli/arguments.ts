import { parseArgs } from 'node:util'
import { SettingError } from '../core/setting-error.js'
import { suggest } from '../core/suggest.js'
import { readConfig } from '../emulator/config/read-config.js'
import type { Setting } from '../emulator/config/setting.js'
import { type Config, envName, flagName, settings } from '../emulator/config/settings.js'
import { settingGroups } from './setting-groups.js'

/** The command line is not valid; the message says what to type instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface ParsedArguments {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

/** A flag of a command. */
export interface Flag {
  /** Placeholder of its value; a flag without one is a switch. */
  readonly placeholder?: string
  readonly description: string
  /** What holds without the flag, as the help shows it. */
  readonly default?: string
  /** All values that it may have. */
  readonly values?: readonly string[]
  /** Whether a value is valid, with what to give instead for the error message. */
  readonly check?: (value: string) => boolean
  readonly expected?: string
  /** Heading of the help under which it is listed. */
  readonly group?: string
  /** Whether it may be given several times: its value is then an array as JSON. */
  readonly isRepeatable?: boolean
}

/** A word of a command that is not a flag. */
export interface Positional {
  readonly name: string
  readonly description: string
  readonly default?: string
  readonly values?: readonly string[]
  readonly isRequired?: boolean
  /** Whether it takes all remaining words. */
  readonly takesRest?: boolean
}

/** What a command accepts. */
export interface Syntax {
  readonly flags: Readonly<Record<string, Flag>>
  readonly positionals?: readonly Positional[]
}

/** A flag that takes a whole number. */
export const countFlag = (
  placeholder: string,
  description: string,
  defaultValue: string,
  { min = 1, max = 1_000_000_000 } = {},
): Flag => ({
  placeholder,
  description,
  default: defaultValue,
  check: (value) => /^\d{1,10}$/.test(value) && Number(value) >= min && Number(value) <= max,
  expected: `a whole number from ${min} to ${max}`,
})

/**
 * Reads flags and words. Values of settings are validated later, with those of other sources.
 *
 * @throws UsageError with what to type instead
 */
export function parseArguments(args: readonly string[], syntax: Syntax): ParsedArguments {
  const { flags } = syntax
  const { tokens } = parseArgs({
    args: [...args],
    allowPositionals: true,
    // The library's own messages are not used.
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(flags).map(([name, { placeholder }]) => [
        name,
        { type: placeholder === undefined ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
  })
  const values: Record<string, string | boolean> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'option') {
      const value = readFlag(token, flags)
      values[token.name] = flags[token.name]!.isRepeatable
        ? appendToList(values[token.name], value)
        : value
    }
    if (token.kind === 'positional') positionals.push(token.value)
  }
  checkPositionals(positionals, syntax)
  return { values, positionals }
}

const appendToList = (list: string | boolean | undefined, value: string | boolean): string =>
  JSON.stringify([...(typeof list === 'string' ? (JSON.parse(list) as string[]) : []), value])

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function readFlag(
  { name, rawName, value, inlineValue }: OptionToken,
  flags: Syntax['flags'],
): string | boolean {
  const flag = Object.hasOwn(flags, name) ? flags[name]! : undefined
  if (!flag || !rawName.startsWith('--')) throw unknownFlag(rawName, Object.keys(flags))
  if (flag.placeholder === undefined) {
    if (value === undefined) return true
    throw new UsageError(`--${name} takes no value, so ${value} is not expected.`)
  }
  const isNextFlag = !inlineValue && value?.startsWith('--') && Object.hasOwn(flags, value.slice(2))
  if (value === undefined || isNextFlag)
    throw new UsageError(`--${name} needs a value: --${name} ${flag.placeholder}.`)
  if (flag.values && !flag.values.includes(value))
    throw unknownValue(`--${name}`, value, flag.values)
  if (flag.check?.(value) === false)
    throw new UsageError(`--${name} cannot be "${value}". Give ${flag.expected}.`)
  return value
}

const unknownFlag = (rawName: string, known: readonly string[]): UsageError =>
  new UsageError(
    `There is no flag ${rawName}.${suggest(rawName.replace(/^-+/, ''), known, (name) => `--${name}`)}`,
  )

const unknownValue = (label: string, value: string, values: readonly string[]): UsageError =>
  new UsageError(
    `${label} cannot be "${value}". Give ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}.${suggest(value, values)}`,
  )

function checkPositionals(words: readonly string[], { flags, positionals = [] }: Syntax): void {
  if (positionals.at(-1)?.takesRest) return
  const missing = positionals[words.length]
  if (missing?.isRequired)
    throw new UsageError(`Give ${missing.name}: ${lowerFirst(missing.description)}`)
  if (words.length > positionals.length) {
    const word = words[positionals.length]!
    if (Object.hasOwn(flags, word))
      throw new UsageError(`${word} is not expected. Did you mean --${word}?`)
    const accepted =
      positionals.length === 0
        ? 'it takes flags only'
        : `it takes ${positionals.map(({ name }) => name).join(' ')} and flags`
    throw new UsageError(`${word} is not expected: ${accepted}.`)
  }
  for (const [index, { name, values }] of positionals.entries()) {
    const word = words[index]
    if (word !== undefined && values && !values.includes(word))
      throw unknownValue(name, word, values)
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const findFallbackEnvName = (name: string): string | undefined =>
  (settings as Readonly<Record<string, Setting<unknown>>>)[name]?.fallbackEnvName

/** OpenTelemetry specifies that an empty variable counts as not set. */
function readFallbackEnv(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const variable = findFallbackEnvName(name)
  return (variable && environment[variable]) || undefined
}

/** All settings as flags: `keepMails` becomes `keep-mails`. */
export const settingFlags: Readonly<Record<string, Flag>> = Object.fromEntries(
  (Object.entries(settingGroups) as [keyof Config, string][]).map(([name, group]) => {
    const setting = settings[name] as Setting<unknown>
    const { placeholder, description, default: value, isRepeatable } = setting
    return [
      flagName(name).slice(2),
      { placeholder, description, default: formatDefault(value), group, isRepeatable },
    ]
  }),
)

/** Undefined for what the description says or a switch does not need. */
function formatDefault(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'boolean' || value === '') return undefined
  if (Array.isArray(value) && value.length === 0) return undefined
  return value instanceof Date ? value.toISOString() : String(value)
}

/**
 * Resolves the settings: flags take precedence over variables, the config file and defaults.
 *
 * @throws SettingError
 */
export function resolveConfig(
  flags: ParsedArguments['values'],
  environment: NodeJS.ProcessEnv,
  config: { readonly [name: string]: unknown } = {},
): Config {
  const names = Object.keys(settings)
  const collectValues = (read: (name: string) => unknown) =>
    Object.fromEntries(names.map((name) => [name, read(name)]))
  const knownVariables = [...names, 'config', 'endpoint', 'color'].map(envName)
  const unknown = Object.keys(environment).find(
    (variable) => variable.startsWith('MTURK_LOCAL_') && !knownVariables.includes(variable),
  )
  if (unknown)
    throw new SettingError(
      `There is no setting ${unknown}.${suggest(unknown, knownVariables)} See mturk-local start --help.`,
    )

  return readConfig(
    { values: collectValues((name) => flags[flagName(name).slice(2)]), label: flagName },
    { values: collectValues((name) => environment[envName(name)]), label: envName },
    { values: config, label: (name) => `"${name}" of the config file` },
    {
      values: collectValues((name) => readFallbackEnv(name, environment)),
      label: (name) => findFallbackEnvName(name) ?? name,
    },
  )
}
