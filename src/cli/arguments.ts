import { parseArgs } from 'node:util'
import { SettingError } from '../core/setting-error.js'
import { readConfig } from '../emulator/config/read-config.js'
import type { Setting } from '../emulator/config/setting.js'
import { type Config, envName, flagName, settings } from '../emulator/config/settings.js'

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
}

/** @throws UsageError */
export function parseArguments(
  args: readonly string[],
  flags: Readonly<Record<string, Flag>>,
): ParsedArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        Object.entries({ ...flags, help: { description: '' } as Flag }).map(
          ([name, { placeholder }]) => [
            name,
            { type: placeholder === undefined ? ('boolean' as const) : ('string' as const) },
          ],
        ),
      ),
    })
    return { values: values as ParsedArguments['values'], positionals }
  } catch (error) {
    throw new UsageError(formatParseError(error))
  }
}

const findFallbackEnvName = (name: string): string | undefined =>
  (settings as Readonly<Record<string, Setting<unknown>>>)[name]?.fallbackEnvName

/** OpenTelemetry specifies that an empty variable counts as not set. */
function readFallbackEnv(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const variable = findFallbackEnvName(name)
  return (variable && environment[variable]) || undefined
}

const formatParseError = (error: unknown): string =>
  error instanceof Error
    ? error.message.split('\n', 1)[0]!.split(' To specify', 1)[0]!
    : String(error)

/** All settings as flags: `keepMails` becomes `keep-mails`. */
export const settingFlags: Readonly<Record<string, Flag>> = Object.fromEntries(
  Object.entries(settings).map(([name, { placeholder, description }]) => [
    flagName(name).slice(2),
    { placeholder, description },
  ]),
)

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
  const unknown = Object.keys(environment).find(
    (variable) =>
      variable.startsWith('MTURK_LOCAL_') &&
      ![...names, 'config', 'endpoint', 'color'].some((name) => envName(name) === variable),
  )
  if (unknown)
    throw new SettingError(`There is no setting ${unknown}. See mturk-local start --help.`)

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
