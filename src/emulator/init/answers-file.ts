import { readFile } from 'node:fs/promises'
import { SettingError } from '../../core/setting-error.js'

/**
 * Reads a crowd's answer templates from a file: a JSON list, or JSON Lines.
 *
 * @throws SettingError when the file cannot be read
 */
export async function readAnswersFile(file: string): Promise<readonly unknown[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SettingError(`The answers file ${file} cannot be read (${error.code}).`)
  })
  try {
    if (text.trimStart().startsWith('[')) return JSON.parse(text) as unknown[]
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as unknown)
  } catch (error) {
    throw new SettingError(
      `The answers file ${file} is neither a JSON list nor JSON Lines: ${(error as Error).message}.`,
    )
  }
}
