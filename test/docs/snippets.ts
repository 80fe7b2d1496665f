import { readFileSync } from 'node:fs'
import { listFiles } from '../support/list-files.js'

/** A snippet that a reader would copy. */
export interface Snippet {
  /** File and line. */
  readonly location: string
  /** The paragraph above it. */
  readonly lead: string
  readonly language: string
  readonly text: string
  readonly note: Note
}

/** The hidden comments above a snippet. */
export interface Note {
  /** Why it is not run here, or what runs it. */
  readonly 'not run'?: string
  /** A program that npm does not install. */
  readonly needs?: string
  /** What precedes the snippet. */
  readonly given?: string
  /** The text that replaces the first `…`. */
  readonly elided?: string
  /** A command that reads it from standard input. */
  readonly by?: string
}

/** A test of the package runs this page. */
const tutorial = 'tutorial.md'

/** The pages for users; decisions describe the past. */
export const pages: readonly string[] = [
  'README.md',
  ...listFiles('docs')
    .filter((file) => file.endsWith('.md') && file !== tutorial && !file.startsWith('decisions'))
    .map((file) => `docs/${file}`)
    .sort(),
]

/** Returns fenced blocks and blocks that are indented by four. */
export function readSnippets(file: string): readonly Snippet[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const snippets: Snippet[] = []
  let comments: string[] = []
  let lead: string[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!
    const location = `${file}:${index + 1}`
    const [, indent, language] = /^( *)```(\w*)$/.exec(line) ?? []
    if (indent !== undefined) {
      const end = lines.indexOf(`${indent}\`\`\``, index + 1)
      const text = lines.slice(index + 1, end).map((each) => each.slice(indent.length))
      snippets.push({
        location,
        lead: lead.join('\n'),
        language: language!,
        text: text.join('\n'),
        note: parseNotes(comments),
      })
      lead = []
      index = end
    } else if (/^ {4}\S/.test(line) && lines[index - 1] === '') {
      const end = lines.findIndex((each, n) => n > index && each !== '' && !each.startsWith('    '))
      const text = lines.slice(index, end < 0 ? undefined : end).map((each) => each.slice(4))
      snippets.push({
        location,
        lead: lead.join('\n'),
        language: 'sh',
        text: text.join('\n'),
        note: parseNotes(comments),
      })
      lead = []
      index = (end < 0 ? lines.length : end) - 1
    } else if (line.startsWith('<!-- ')) {
      const end = lines.findIndex((each, n) => n >= index && each.endsWith('-->'))
      comments.push(lines.slice(index, end + 1).join('\n'))
      index = end
      continue
    } else if (line === '') continue
    else lead = lines[index - 1] === '' ? [line] : [...lead, line]
    comments = []
  }
  return snippets
}

const parseNotes = (comments: readonly string[]): Note =>
  Object.fromEntries(
    comments
      .map((comment) => /^<!-- ([a-z ]+):\s+([\s\S]*?)\s*-->$/.exec(comment) ?? [])
      .map(([, word, value]) => [word, value]),
  )
