import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isDataSnippet, otherShells, parseError, readVariables } from './data-snippets.js'
import { startSnippetRunner } from './snippet-runner.js'
import { pages, readSnippets, type Snippet } from './snippets.js'

const isRunnable = (snippet: Snippet) =>
  !isDataSnippet(snippet) && !snippet.note['not run'] && !snippet.note.needs
const allSnippets = pages.flatMap(readSnippets)

test.each(pages.filter((page) => readSnippets(page).some(isRunnable)))(
  '%s: its snippets run, in their order',
  async (page) => {
    const { run } = await startSnippetRunner()

    for (const snippet of readSnippets(page).filter(isRunnable)) await run(snippet)
  },
)

test('the data in snippets can be parsed', () => {
  const faulty = allSnippets
    .filter(isDataSnippet)
    .map((snippet) => [snippet.location, parseError(snippet)])
    .filter(([, fault]) => fault !== undefined)

  expect(faulty).toEqual([])
})

test('a snippet that is not run gives a reason, and names only tests that exist', () => {
  const left = allSnippets.filter(({ note }) => note['not run'] !== undefined)
  const named = left.flatMap(({ note }) => note['not run']!.match(/\btest\/[\w./-]+\w/g) ?? [])

  console.log(
    left.map(({ location, note }) => `${location} is skipped: ${note['not run']}`).join('\n'),
  )
  expect(named.filter((file) => !existsSync(file))).toEqual([])
  expect(left.length).toBeLessThan(allSnippets.length / 3)
})

test('snippets that need more than npm need what the suite of SDKs has', () => {
  const needed = new Set(allSnippets.flatMap(({ note }) => note.needs ?? []))

  expect([...needed].sort()).toEqual(['aws', 'python'])
})

test('PowerShell and cmd set the same variables as the shell above them', () => {
  const differing = allSnippets.filter((snippet, index) => {
    if (!otherShells.includes(snippet.language)) return false
    const above = allSnippets.slice(0, index).findLast(({ language }) => language === 'sh')!
    return JSON.stringify(readVariables(snippet)) !== JSON.stringify(readVariables(above))
  })

  expect(allSnippets.filter(({ language }) => language === 'powershell')).not.toEqual([])
  expect(differing.map(({ location }) => location)).toEqual([])
})

test('each page that exports a variable shows it for PowerShell and cmd too', () => {
  const pagesWith = (isIncluded: (snippet: Snippet) => boolean) => [
    ...new Set(allSnippets.filter(isIncluded).map(({ location }) => location.split(':')[0])),
  ]
  const exporting = pagesWith(({ language, text }) => language === 'sh' && /^export /m.test(text))

  expect(pagesWith(({ language }) => language === 'powershell')).toEqual(
    expect.arrayContaining(exporting),
  )
  expect(pagesWith(({ language }) => language === 'bat')).toEqual(expect.arrayContaining(exporting))
})
