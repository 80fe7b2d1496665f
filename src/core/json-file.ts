import { readFileSync } from 'node:fs'
import { SettingError } from './setting-error.js'

/**
 * Reads a file that a setting or a flag names.
 *
 * @param label subject of the error message, such as `The init file`
 * @throws SettingError when the file cannot be read
 */
export function readTextFile(label: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new SettingError(`${label} ${file} cannot be read (${code}).`)
  }
}

/**
 * Reads and parses a JSON file that a setting or a flag names.
 *
 * @param label subject of the error message, such as `The init file`
 * @throws SettingError when the file cannot be read or is not JSON
 */
export const readJsonFile = (label: string, file: string): unknown =>
  parseJsonText(`${label} ${file}`, readTextFile(label, file))

/**
 * Parses JSON that a user wrote.
 *
 * @throws SettingError naming the line and column of the error where the engine reports its position
 */
export function parseJsonText(label: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const [, position] = /at position (\d+)/.exec((error as Error).message) ?? []
    throw new SettingError(`${label} is not valid JSON${formatPosition(text, position)}.`)
  }
}

function formatPosition(text: string, position: string | undefined): string {
  if (position === undefined) return ''
  const lines = text.slice(0, Number(position)).split('\n')
  return ` (line ${lines.length}, column ${lines.at(-1)!.length + 1})`
}
