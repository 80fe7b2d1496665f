import { parseAllDocuments } from 'yaml'
import type { Snippet } from './snippets.js'

/** Shells that the suites do not have. */
export const otherShells = ['powershell', 'bat']

/** The variables that a snippet sets in its shell. */
export const readVariables = ({ text }: Snippet): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [
      ...text.matchAll(/(?<=^|\s)([A-Z][A-Z_]+)=(\S+)/gm),
      ...text.matchAll(/\$env:([A-Z_]+)='([^']*)'/g),
      ...text.matchAll(/set "([A-Z_]+)=([^"]*)"/g),
    ].map(([, name, value]) => [name, value]),
  )

/** A snippet to read, not to run. */
export const isDataSnippet = ({ language, note }: Snippet): boolean =>
  ['json', 'yaml', ...otherShells].includes(language) && !note.by

/** Returns the parser's error, if the snippet cannot be parsed. */
export function parseError({ language, text }: Snippet): string | undefined {
  if (otherShells.includes(language)) return undefined
  if (language === 'yaml')
    return parseAllDocuments(text).flatMap(({ errors }) => errors)[0]?.message
  try {
    for (const each of splitLog(text)) JSON.parse(each)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** A log has one JSON value on each line. */
function splitLog(text: string): readonly string[] {
  const lines = text.trim().split('\n')
  return lines.every((line) => line.startsWith('{') && line.endsWith('}')) ? lines : [text]
}
