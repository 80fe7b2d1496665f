import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from 'recheck'
import { parseSync } from 'vite'
import { expect, test } from 'vitest'
import { listFiles } from '../support/list-files.js'

interface Expression {
  readonly pattern: string
  readonly flags: string
}

const files = listFiles('src')
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join('src', file), 'utf8') }))

/** The regular expressions below a folder. */
function findExpressions(part: unknown): readonly Expression[] {
  if (typeof part !== 'object' || part === null) return []
  const inside = Object.values(part).flatMap(findExpressions)
  return 'regex' in part ? [part.regex as Expression, ...inside] : inside
}

/** All of them, since it is hard to prove that a text never comes from outside. */
const expressions = new Map(
  files.flatMap(({ file, text }) =>
    findExpressions(parseSync(file, text).program).map(
      (expression) => [`${file}: /${expression.pattern}/${expression.flags}`, expression] as const,
    ),
  ),
)

/** Counts steps instead of time, so that the result does not depend on the machine. */
const checkExpression = async ({ pattern, flags }: Expression) => {
  const found = await check(pattern, flags, { timeout: null })
  return found.status === 'vulnerable' ? found.complexity.type : unsafeStatus(found.status)
}

const unsafeStatus = (status: string) => (status === 'safe' ? undefined : status)

test('the checker reports an expression that takes too long', async () => {
  expect(await checkExpression({ pattern: '(a+)+$', flags: '' })).toBe('exponential')
  expect(await checkExpression({ pattern: '\\d+$', flags: '' })).toBe('polynomial')
  expect(await checkExpression({ pattern: '^\\d+$', flags: '' })).toBeUndefined()
})

test('every regular expression takes linear time', async () => {
  const slow: string[] = []
  for (const [name, expression] of expressions) {
    const time = await checkExpression(expression)
    if (time) slow.push(`${name} is ${time}`)
  }

  expect(expressions.size).toBeGreaterThan(100)
  expect(slow).toEqual([])
})

test('no text is compiled to a regular expression', () => {
  const makers = files.filter(({ text }) => /\bRegExp\(/.test(text)).map(({ file }) => file)

  expect(makers).toEqual([])
})
