import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { faultIn, isData } from './data.js'
import { reader } from './reader.js'
import { pages, type Snippet, snippetsOf } from './snippets.js'

const isRun = (snippet: Snippet) =>
  !isData(snippet) && !snippet.note['not run'] && !snippet.note.needs
const shown = pages.flatMap(snippetsOf)

test.each(pages.filter((page) => snippetsOf(page).some(isRun)))(
  '%s: what it shows works, in this order',
  async (page) => {
    const { run } = await reader()

    for (const snippet of snippetsOf(page).filter(isRun)) await run(snippet)
  },
  60_000,
)

test('all data that a page shows can be read', () => {
  const faulty = shown
    .filter(isData)
    .map((snippet) => [snippet.place, faultIn(snippet)])
    .filter(([, fault]) => fault !== undefined)

  expect(faulty).toEqual([])
})

test('what is not run says why, and names no test that is not there', () => {
  const left = shown.filter(({ note }) => note['not run'] !== undefined)
  const named = left.flatMap(({ note }) => note['not run']!.match(/\btest\/[\w./-]+\w/g) ?? [])

  console.log(left.map(({ place, note }) => `${place} is not run: ${note['not run']}`).join('\n'))
  expect(named.filter((file) => !existsSync(file))).toEqual([])
  expect(left.length).toBeLessThan(shown.length / 3)
})

test('what needs more than npm needs what the suite of SDKs has', () => {
  const needed = new Set(shown.flatMap(({ note }) => note.needs ?? []))

  expect([...needed].sort()).toEqual(['aws', 'python'])
})
