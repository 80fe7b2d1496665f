import { SettingError } from '../../core/setting-error.js'
import { suggest } from '../../core/suggest.js'
import type { Setting } from './setting.js'
import { type Config, settings } from './settings.js'

/** Settings from one source, with their labels for error messages. */
interface ConfigSource {
  /** `undefined` means not given. */
  readonly values: { readonly [name: string]: unknown }
  /** How the source names a setting: as a flag, a variable or a key. */
  readonly label: (name: string) => string
}

/**
 * Reads all settings; the first source that has a value wins.
 *
 * @throws SettingError
 */
export function readConfig(...sources: readonly ConfigSource[]): Config {
  for (const { values, label } of sources) {
    const unknown = Object.keys(values).find((name) => !Object.hasOwn(settings, name))
    if (unknown !== undefined)
      throw new SettingError(
        `There is no setting ${label(unknown)}.${suggest(unknown, Object.keys(settings), label)}`,
      )
  }
  const config: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(settings) as [string, Setting<unknown>][]) {
    const source = sources.find(({ values }) => values[name] !== undefined)
    config[name] = source ? parseSetting(name, setting, source) : setting.default
  }
  return config as Config
}

function parseSetting(
  name: string,
  setting: Setting<unknown>,
  { values, label }: ConfigSource,
): unknown {
  const rawValue = toText(values[name], setting)
  const invalidSetting = (reason: string) =>
    new SettingError(
      `${label(name)} cannot be ${setting.secret ? 'what was given' : `"${formatList(rawValue, setting)}"`}. ${reason}`,
    )
  let value: unknown
  try {
    value = setting.parse(rawValue)
  } catch (error) {
    throw invalidSetting((error as Error).message)
  }
  if (value === undefined) throw invalidSetting(`Give ${setting.expected}.`)
  return value
}

/** The flags of a list are read as an array. */
const formatList = (text: string, { isRepeatable }: Setting<unknown>): string =>
  isRepeatable && text.startsWith('["') ? text.slice(2, -2).replaceAll('","', '; ') : text

function toText(value: unknown, { structured }: Setting<unknown>): string {
  if (value instanceof Date) return value.toISOString()
  return structured && typeof value === 'object' ? JSON.stringify(value) : String(value)
}
