/** A statement as PostgreSQL takes it; one that has a name is read and planned once a connection. */
interface Statement {
  readonly name?: string
  readonly text: string
}

/** So many have names; of what varies endlessly, as lists of values do, the rest goes without. */
const mostNamed = 500

const known = new Map<string, Statement>()

/** PostgreSQL numbers what stands for values: `$1`, `$2`. No text of ours has a question mark else. */
export function statementFor(text: string): Statement {
  const before = known.get(text)
  if (before) return before
  let number = 0
  const numbered = text.replace(/\?/g, () => `$${++number}`)
  if (known.size >= mostNamed) return { text: numbered }
  const statement = { name: `s${known.size}`, text: numbered }
  known.set(text, statement)
  return statement
}
