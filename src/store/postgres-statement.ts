/** A statement as PostgreSQL takes it; one that has a name is read and planned once a connection. */
interface Statement {
  readonly name?: string
  readonly text: string
}

/** So many have names; of what varies endlessly, as lists of values do, the rest goes without. */
const maxNamedStatements = 500

const statements = new Map<string, Statement>()

/** PostgreSQL numbers what stands for values: `$1`, `$2`. No text of ours has a question mark else. */
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
