import { readdirSync, readFileSync } from 'node:fs'

/** A piece of a page that a reader would copy. */
export interface Snippet {
  /** Where it stands: file and line. */
  readonly place: string
  readonly language: string
  readonly text: string
  readonly note: Note
}

/** What comments above a snippet say, which readers do not see. */
export interface Note {
  /** Why it cannot be run, or what runs it. */
  readonly 'not run'?: string
  /** A program that npm does not bring. */
  readonly needs?: string
  /** What has been done or written before. */
  readonly given?: string
  /** What a reader puts where the first `…` stands. */
  readonly elided?: string
  /** A command that takes it on its standard input. */
  readonly by?: string
}

/** Typed word for word by a test of the package. */
const typed = 'tutorial.md'

/** The pages that people read to use it. Decisions tell of the past. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && file !== typed && !file.startsWith('decisions'))
    .map((file) => `docs/${file}`)
    .sort(),
]

/** All that is fenced, and all that is indented by four. */
export function snippetsOf(file: string): readonly Snippet[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const snippets: Snippet[] = []
  let comments: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const place = `${file}:${at + 1}`
    const [, indent, language] = /^( *)```(\w*)$/.exec(line) ?? []
    if (indent !== undefined) {
      const end = lines.indexOf(`${indent}\`\`\``, at + 1)
      const text = lines.slice(at + 1, end).map((each) => each.slice(indent.length))
      snippets.push({ place, language: language!, text: text.join('\n'), note: noteIn(comments) })
      at = end
    } else if (/^ {4}\S/.test(line) && lines[at - 1] === '') {
      const end = lines.findIndex((each, n) => n > at && each !== '' && !each.startsWith('    '))
      const text = lines.slice(at, end < 0 ? undefined : end).map((each) => each.slice(4))
      snippets.push({ place, language: 'sh', text: text.join('\n'), note: noteIn(comments) })
      at = (end < 0 ? lines.length : end) - 1
    } else if (line.startsWith('<!-- ')) {
      const end = lines.findIndex((each, n) => n >= at && each.endsWith('-->'))
      comments.push(lines.slice(at, end + 1).join('\n'))
      at = end
      continue
    } else if (line === '') continue
    comments = []
  }
  return snippets
}

const noteIn = (comments: readonly string[]): Note =>
  Object.fromEntries(
    comments
      .map((comment) => /^<!-- ([a-z ]+):\s+([\s\S]*?)\s*-->$/.exec(comment) ?? [])
      .map(([, word, says]) => [word, says]),
  )
