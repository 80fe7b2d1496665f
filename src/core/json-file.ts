import { readFileSync } from 'node:fs'
import { explainFileError } from './file-error.js'
import { SettingError } from './setting-error.js'

/**
 * Reads a file that a setting or a flag names, in UTF-8 or, with a byte order mark, in UTF-16.
 *
 * @param label subject of the error message, such as `The init file`
 * @throws SettingError when the file cannot be read
 */
export function readTextFile(label: string, file: string): string {
  try {
    return decodeText(readFileSync(file))
  } catch (error) {
    throw new SettingError(`${label} ${file} ${explainFileError(error)}.`)
  }
}

/** PowerShell 5.1 writes UTF-16 with `>`, and UTF-8 with a byte order mark with `Out-File`. */
export function decodeText(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
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
