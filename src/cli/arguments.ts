import { parseArgs } from 'node:util'
import { SettingError } from '../core/setting-error.js'
import { readOptions } from '../emulator/config/read-config.js'
import type { Setting } from '../emulator/config/setting.js'
import { flagOf, type Options, settings, variableOf } from '../emulator/config/settings.js'

/** What was typed makes no sense; the message says what to type instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

/** A flag of a command's own, besides the settings. */
export interface Flag {
  /** What its value is called; a flag without one is on or off. */
  readonly value?: string
  readonly says: string
}

/** @throws UsageError */
export function parse(args: readonly string[], flags: Readonly<Record<string, Flag>>): Parsed {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        Object.entries({ ...flags, help: { says: '' } as Flag }).map(([name, { value }]) => [
          name,
          { type: value === undefined ? ('boolean' as const) : ('string' as const) },
        ]),
      ),
    })
    return { values: values as Parsed['values'], positionals }
  } catch (error) {
    throw new UsageError(messageOf(error))
  }
}

const alsoVariableOf = (name: string): string | undefined =>
  (settings as Readonly<Record<string, Setting<unknown>>>)[name]?.alsoVariable

/** Empty is not set: so it is specified for OpenTelemetry's variables. */
function foreign(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const variable = alsoVariableOf(name)
  return (variable && environment[variable]) || undefined
}

const messageOf = (error: unknown): string =>
  error instanceof Error
    ? error.message.split('\n', 1)[0]!.split(' To specify', 1)[0]!
    : String(error)

/** Every setting as a flag: `keepMails` is `keep-mails`. */
export const settingFlags: Readonly<Record<string, Flag>> = Object.fromEntries(
  Object.entries(settings).map(([name, { value, says }]) => [
    flagOf(name).slice(2),
    { value, says },
  ]),
)

/**
 * The settings of a start: flags before variables before the config file before defaults.
 *
 * @throws SettingError
 */
export function optionsOf(
  flags: Parsed['values'],
  environment: NodeJS.ProcessEnv,
  config: { readonly [name: string]: unknown } = {},
): Options {
  const names = Object.keys(settings)
  const given = (from: (name: string) => unknown) =>
    Object.fromEntries(names.map((name) => [name, from(name)]))
  const unknown = Object.keys(environment).find(
    (variable) =>
      variable.startsWith('MTURK_LOCAL_') &&
      ![...names, 'config', 'endpoint', 'color'].some((name) => variableOf(name) === variable),
  )
  if (unknown)
    throw new SettingError(`There is no setting ${unknown}. See mturk-local start --help.`)

  return readOptions(
    { values: given((name) => flags[flagOf(name).slice(2)]), called: flagOf },
    { values: given((name) => environment[variableOf(name)]), called: variableOf },
    { values: config, called: (name) => `"${name}" of the config file` },
    {
      values: given((name) => foreign(name, environment)),
      called: (name) => alsoVariableOf(name) ?? name,
    },
  )
}
