import { parseAllDocuments } from 'yaml'
import type { Snippet } from './snippets.js'

/** What is there to be read, and not to be run. */
export const isDataSnippet = ({ language, note }: Snippet): boolean =>
  ['json', 'yaml'].includes(language) && !note.by

/** What keeps a program from reading it, if anything. */
export function parseError({ language, text }: Snippet): string | undefined {
  if (language === 'yaml')
    return parseAllDocuments(text).flatMap(({ errors }) => errors)[0]?.message
  try {
    for (const each of splitLog(text)) JSON.parse(each)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/** A log has one thing on each line. */
function splitLog(text: string): readonly string[] {
  const lines = text.trim().split('\n')
  return lines.every((line) => line.startsWith('{') && line.endsWith('}')) ? lines : [text]
}
