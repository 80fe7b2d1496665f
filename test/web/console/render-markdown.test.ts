import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { docsFile } from '../../../src/web/console/docs/docs-paths.js'
import { renderMarkdown } from '../../../src/web/console/docs/render-markdown.js'
import { listFiles } from '../../support/list-files.js'

const files = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...listFiles('docs')
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
]
const pages = new Map(
  files.map((file) => [file, renderMarkdown(readFileSync(file, 'utf8'), file)] as const),
)

test.each(files)('the links of %s lead to headings of pages that the console shows', (file) => {
  const html = pages.get(file)!
  const links = [...html.matchAll(/href="(?:\/console\/docs\/?([^"#]*))?(?:#([^"]*))?"/g)]

  const missing = links.filter(([, page, id]) => {
    const target = page === undefined ? html : pages.get(docsFile(page.split('/').filter(Boolean)))
    return !target?.includes(id === undefined ? '' : `id="${id}"`)
  })

  expect(missing.map(([link]) => link)).toEqual([])
})

test('markup of a page is escaped or left out', () => {
  const html = renderMarkdown(
    'a < b `<i>`\n\n<!-- given: x -->\n<b>HTML</b>\n\n    <script>',
    'README.md',
  )

  expect(html).toBe(
    '<p>a &lt; b <code>&lt;i&gt;</code></p>\n<p>HTML</p>\n<pre tabindex="0"><code>&lt;script&gt;</code></pre>\n',
  )
})

test('a repeated heading has an ID of its own', () => {
  expect(renderMarkdown('## Run it\n\n## Run it', 'README.md')).toBe(
    '<h2 id="run-it">Run it</h2>\n<h2 id="run-it-1">Run it</h2>\n',
  )
})
