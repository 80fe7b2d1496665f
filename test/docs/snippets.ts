import { readdirSync, readFileSync } from 'node:fs'

/** A piece of a page that a reader would copy. */
export interface Snippet {
  /** Where it stands: file and line. */
  readonly location: string
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
const tutorial = 'tutorial.md'

/** The pages that people read to use it. Decisions tell of the past. */
export const pages: readonly string[] = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && file !== tutorial && !file.startsWith('decisions'))
    .map((file) => `docs/${file}`)
    .sort(),
]

/** All that is fenced, and all that is indented by four. */
export function readSnippets(file: string): readonly Snippet[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const snippets: Snippet[] = []
  let comments: string[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!
    const location = `${file}:${index + 1}`
    const [, indent, language] = /^( *)```(\w*)$/.exec(line) ?? []
    if (indent !== undefined) {
      const end = lines.indexOf(`${indent}\`\`\``, index + 1)
      const text = lines.slice(index + 1, end).map((each) => each.slice(indent.length))
      snippets.push({
        location,
        language: language!,
        text: text.join('\n'),
        note: parseNotes(comments),
      })
      index = end
    } else if (/^ {4}\S/.test(line) && lines[index - 1] === '') {
      const end = lines.findIndex((each, n) => n > index && each !== '' && !each.startsWith('    '))
      const text = lines.slice(index, end < 0 ? undefined : end).map((each) => each.slice(4))
      snippets.push({ location, language: 'sh', text: text.join('\n'), note: parseNotes(comments) })
      index = (end < 0 ? lines.length : end) - 1
    } else if (line.startsWith('<!-- ')) {
      const end = lines.findIndex((each, n) => n >= index && each.endsWith('-->'))
      comments.push(lines.slice(index, end + 1).join('\n'))
      index = end
      continue
    } else if (line === '') continue
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
