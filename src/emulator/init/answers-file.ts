import { parseJsonText, readTextFile } from '../../core/json-file.js'

/**
 * Reads a crowd's answer templates from a file: a JSON list, or JSON Lines.
 *
 * @throws SettingError when the file cannot be read or is neither
 */
export function readAnswersFile(file: string): readonly unknown[] {
  const text = readTextFile('The answers file', file)
  if (text.trimStart().startsWith('['))
    return parseJsonText(`The answers file ${file}`, text) as unknown[]
  return text
    .split('\n')
    .map((line, index) => ({ line, label: `Line ${index + 1} of the answers file ${file}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, label }) => parseJsonText(label, line))
}
