import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generated } from '../scripts/docs.js'

test.each(Object.keys(generated))('%s says what the code says (npm run docs)', (file) => {
  expect(readFileSync(file, 'utf8')).toBe(generated[file]!())
})

test('every fact carries its mark and where it was seen', () => {
  const marks = ['captured', 'documented', 'model', 'client code', 'inferred', 'our choice']
  const fixtures = readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !file.startsWith('scenarios'))
    .map((file) => JSON.parse(readFileSync(join('fixtures', file), 'utf8')))

  expect(fixtures.length).toBeGreaterThan(0)
  for (const fixture of fixtures)
    expect(fixture).toMatchObject({ mark: expect.toBeOneOf(marks), seen: expect.any(String) })
})

test('the README links to what is there', () => {
  const links = [...readFileSync('README.md', 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/g)]

  expect(links.map(([, path]) => path!).filter((path) => !existsSync(path))).toEqual([])
})
