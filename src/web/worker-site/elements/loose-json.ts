/**
 * Parses JSON, and what pages write instead of it: single quotes, names without quotes, commas at
 * the end, comments. Returns `undefined` for anything else.
 */
export function parseLooseJson(text: string | null): unknown {
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    const tokens = [...text.matchAll(tokenPattern)].map(([token]) => token).filter(isNoComment)
    const reader = { tokens, position: 0 }
    try {
      const value = readValue(reader)
      return reader.position === tokens.length ? value : undefined
    } catch {
      return undefined
    }
  }
}

const tokenPattern =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[[\]{}:,]|[^\s[\]{}:,"']+/g

const isNoComment = (token: string): boolean => !token.startsWith('//') && !token.startsWith('/*')

interface TokenReader {
  readonly tokens: readonly string[]
  position: number
}

const nextToken = (reader: TokenReader): string => {
  const token = reader.tokens[reader.position++]
  if (token === undefined) throw new SyntaxError('The text ends too early.')
  return token
}

function readValue(reader: TokenReader): unknown {
  const token = nextToken(reader)
  if (token === '[') return readMembers(reader, ']', () => readValue(reader))
  if (token === '{')
    return Object.fromEntries(
      readMembers(reader, '}', () => {
        const name = unquote(nextToken(reader))
        if (nextToken(reader) !== ':') throw new SyntaxError('A colon is missing.')
        return [name, readValue(reader)] as const
      }),
    )
  return /^["']/.test(token) ? unquote(token) : JSON.parse(token)
}

/** Reads members up to the closing bracket; empty members are skipped. */
function readMembers<T>(reader: TokenReader, end: string, readMember: () => T): readonly T[] {
  const members: T[] = []
  while (reader.tokens[reader.position] !== end) {
    if (reader.tokens[reader.position] === ',') reader.position++
    else members.push(readMember())
  }
  reader.position++
  return members
}

function unquote(token: string): string {
  if (token.startsWith('"')) return JSON.parse(token)
  if (!token.startsWith("'")) return token
  const inner = token
    .slice(1, -1)
    .replaceAll("\\'", "'")
    .replaceAll(/(?<!\\)"/g, '\\"')
  return JSON.parse(`"${inner}"`)
}
