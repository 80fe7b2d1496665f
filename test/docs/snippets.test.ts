import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseError, isDataSnippet } from './data-snippets.js'
import { startSnippetRunner } from './snippet-runner.js'
import { pages, type Snippet, readSnippets } from './snippets.js'

const isRunnable = (snippet: Snippet) =>
  !isDataSnippet(snippet) && !snippet.note['not run'] && !snippet.note.needs
const allSnippets = pages.flatMap(readSnippets)

test.each(pages.filter((page) => readSnippets(page).some(isRunnable)))(
  '%s: what it shows works, in this order',
  async (page) => {
    const { run } = await startSnippetRunner()

    for (const snippet of readSnippets(page).filter(isRunnable)) await run(snippet)
  },
  60_000,
)

test('all data that a page shows can be read', () => {
  const faulty = allSnippets
    .filter(isDataSnippet)
    .map((snippet) => [snippet.location, parseError(snippet)])
    .filter(([, fault]) => fault !== undefined)

  expect(faulty).toEqual([])
})

test('what is not run says why, and names no test that is not there', () => {
  const left = allSnippets.filter(({ note }) => note['not run'] !== undefined)
  const named = left.flatMap(({ note }) => note['not run']!.match(/\btest\/[\w./-]+\w/g) ?? [])

  console.log(
    left.map(({ location, note }) => `${location} is not run: ${note['not run']}`).join('\n'),
  )
  expect(named.filter((file) => !existsSync(file))).toEqual([])
  expect(left.length).toBeLessThan(allSnippets.length / 3)
})

test('what needs more than npm needs what the suite of SDKs has', () => {
  const needed = new Set(allSnippets.flatMap(({ note }) => note.needs ?? []))

  expect([...needed].sort()).toEqual(['aws', 'python'])
})
