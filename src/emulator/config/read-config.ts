import { SettingError } from '../../core/setting-error.js'
import type { Setting } from './setting.js'
import { type Options, settings } from './settings.js'

/** Settings as texts, and where they come from, for the sentence about one that makes no sense. */
export interface Given {
  /** `undefined` is not given. */
  readonly values: { readonly [name: string]: unknown }
  /** How its user knows a setting: as a flag, a variable, a key. */
  readonly called: (name: string) => string
}

/**
 * All settings, from whoever gives them, the first that says something about one winning.
 *
 * @throws SettingError
 */
export function readOptions(...sources: readonly Given[]): Options {
  for (const { values, called } of sources) {
    const unknown = Object.keys(values).find((name) => !Object.hasOwn(settings, name))
    if (unknown !== undefined)
      throw new SettingError(
        `There is no setting ${called(unknown)}.${suggestion(unknown, called)}`,
      )
  }
  const options: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(settings) as [string, Setting<unknown>][]) {
    const source = sources.find(({ values }) => values[name] !== undefined)
    options[name] = source ? readOne(name, setting, source) : setting.default
  }
  return options as Options
}

function readOne(name: string, setting: Setting<unknown>, { values, called }: Given): unknown {
  const given = textOf(values[name], setting)
  const refused = (reason: string) =>
    new SettingError(
      `${called(name)} cannot be ${setting.secret ? 'what was given' : `"${given}"`}. ${reason}`,
    )
  let value: unknown
  try {
    value = setting.read(given)
  } catch (error) {
    throw refused((error as Error).message)
  }
  if (value === undefined) throw refused(`Give ${setting.give}.`)
  return value
}

function textOf(value: unknown, { structured }: Setting<unknown>): string {
  if (value instanceof Date) return value.toISOString()
  return structured && typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function suggestion(unknown: string, called: (name: string) => string): string {
  const [nearest] = Object.keys(settings)
    .map((name) => ({ name, distance: distanceBetween(name.toLowerCase(), unknown.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  return nearest && nearest.distance <= 3 ? ` Did you mean ${called(nearest.name)}?` : ''
}

/** How many letters must be changed, added or taken away to make one word the other. */
function distanceBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(
        next[j - 1]! + 1,
        row[j]! + 1,
        row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
      )
    }
    row = next
  }
  return row[b.length]!
}
