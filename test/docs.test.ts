import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { generated } from '../scripts/docs.js'
import { pages } from './docs/snippets.js'
import { listFiles } from './support/list-files.js'

test.each(Object.keys(generated))('%s is up to date (npm run docs)', (file) => {
  expect(readFileSync(file, 'utf8')).toBe(generated[file]!())
})

const marks = ['captured', 'documented', 'model', 'client code', 'inferred', 'our choice']

test('every fact has a mark and a source', () => {
  const fixtures = listFiles('fixtures')
    .filter((file) => file.endsWith('.json') && !file.startsWith('scenarios'))
    .map((file) => JSON.parse(readFileSync(join('fixtures', file), 'utf8')))

  expect(fixtures.length).toBeGreaterThan(0)
  for (const fixture of fixtures)
    expect(fixture).toMatchObject({ mark: expect.toBeOneOf(marks), seen: expect.any(String) })
})

/** The handwritten rows of docs/fidelity.md: behaviour, mark, evidence, test. */
const behaviours = readFileSync('docs/fidelity.md', 'utf8')
  .replace(/<!-- calls:[\s\S]*<!-- \/calls -->/, '')
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| (behaviour|---)/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )

test.each(behaviours)(
  '%s: has a mark, evidence if the mark needs it, and a test that exists',
  (...row) => {
    const [, mark, evidence, heldBy] = row as [string, string, string, string]
    const files = [...heldBy.matchAll(/`(test\/[^`]+)`/g)].map(([, file]) => file!)

    expect(row).toHaveLength(4)
    expect(marks.filter((each) => mark.startsWith(each))).toHaveLength(1)
    if (!mark.startsWith('our choice') && mark !== 'inferred') expect(evidence).not.toBe('')
    expect(files).not.toEqual([])
    expect(files.filter((file) => !existsSync(file))).toEqual([])
  },
)

test('the list of behaviours names only files that exist, and every folder of facts', () => {
  const text = readFileSync('docs/fidelity.md', 'utf8')
  const named = [...text.matchAll(/`((?:test|fixtures|docs)\/[^`*]+)`/g)].map(([, file]) => file!)
  const facts = ['aws', 'calls', 'captures', 'documents']

  expect(named.filter((file) => !existsSync(file))).toEqual([])
  expect(facts.filter((folder) => !text.includes(`fixtures/${folder}`))).toEqual([])
})

test('the list of facts is the list of their files', () => {
  const listed = [...readFileSync('docs/fidelity.md', 'utf8').matchAll(/^\| `(\w+\/[\w-]+)` \|/gm)]
  const written = listFiles('fixtures/calls').filter((file) => file.endsWith('.json'))

  expect(listed.map(([, call]) => `${call}.json`).sort()).toEqual(written.sort())
})

test('the index of the documentation lists every page', () => {
  const index = readFileSync('docs/README.md', 'utf8')
  const inside = [...pages, 'docs/tutorial.md'].filter((page) => /^docs\/(?!README)/.test(page))

  expect(inside.filter((page) => !index.includes(`(${page.slice(5)})`))).toEqual([])
})

/** The anchors that GitHub gives to headings. */
const listAnchors = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  )

const hasAnchor = (path: string, anchor: string | undefined) =>
  existsSync(path) && (!anchor || !path.endsWith('.md') || listAnchors(path).includes(anchor))

test.each([...pages, 'docs/tutorial.md', 'CONTRIBUTING.md', 'SECURITY.md'])(
  '%s links only to what exists',
  (file) => {
    const text = readFileSync(file, 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '')
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)]

    const astray = links
      .map(([, path, anchor]) => [path ? join(dirname(file), path) : file, anchor] as const)
      .filter(([path, anchor]) => !hasAnchor(path, anchor))
    expect(astray).toEqual([])
  },
)

test('docs/decisions explains each run-time package', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const decided = readdirSync('docs/decisions')
    .map((file) => readFileSync(join('docs/decisions', file), 'utf8'))
    .join()
  const isNamed = (name: string) =>
    [name, name.replace(/\/.*/, '/…')].some((each) => decided.includes(`**${each}**`))

  expect(Object.keys(dependencies).filter((name) => !isNamed(name))).toEqual([])
})

test('each attack that SECURITY.md names has a test that exists', () => {
  const named = [
    ...readFileSync('SECURITY.md', 'utf8').matchAll(/\| `(test\/[^`]+)`: ([^|]+?) \|$/gm),
  ]

  expect(named.length).toBeGreaterThan(10)
  for (const [, file, title] of named) expect(readFileSync(file!, 'utf8')).toContain(title)
})

const oldWords =
  /unless said|whoever|nobody|begins? anew|programs as they are|the worker's door|goes wrong on demand/i

test.each([...pages, 'docs/tutorial.md', 'llms.txt'])('%s is in plain English', (file) => {
  const lines = readFileSync(file, 'utf8').split('\n')

  expect(lines.filter((line) => oldWords.test(line))).toEqual([])
})
