/** A statement for PostgreSQL; a named one is parsed and planned once per connection. */
interface Statement {
  readonly name?: string
  readonly text: string
}

/** Maximum number of named statements; lists of values produce too many variants to name all. */
const maxNamedStatements = 500

const statements = new Map<string, Statement>()

/**
 * Converts `?` to PostgreSQL's `$1`, `$2`. No statement of ours contains any other question mark.
 */
export function toStatement(text: string): Statement {
  const cached = statements.get(text)
  if (cached) return cached
  let number = 0
  const numbered = text.replace(/\?/g, () => `$${++number}`)
  if (statements.size >= maxNamedStatements) return { text: numbered }
  const statement = { name: `s${statements.size}`, text: numbered }
  statements.set(text, statement)
  return statement
}
