import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import {
  installPackage,
  installSummary,
  tutorialInstall,
} from '../../scripts/installation-texts.js'
import { repositoryUrl, withAddresses } from '../../scripts/publication.js'

const execute = promisify(execFile)
const addressKeys = ['repository', 'homepage', 'bugs']

test('the manifest has no addresses while the address of the repository is empty', () => {
  const manifest = { name: 'a', license: 'MIT', bugs: 'https://old.example', type: 'module' }

  expect(withAddresses(manifest, '')).toEqual({ name: 'a', license: 'MIT', type: 'module' })
})

test('the manifest has all addresses, after the license, once the repository has one', () => {
  const manifest = { name: 'a', license: 'MIT', type: 'module' }

  expect(Object.entries(withAddresses(manifest, 'https://git.example/o/r'))).toEqual([
    ['name', 'a'],
    ['license', 'MIT'],
    ['repository', { type: 'git', url: 'git+https://git.example/o/r.git' }],
    ['homepage', 'https://git.example/o/r#readme'],
    ['bugs', 'https://git.example/o/r/issues'],
    ['type', 'module'],
  ])
})

test('package.json has addresses exactly if the repository has one', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'))

  expect(addressKeys.filter((key) => key in manifest)).toEqual(repositoryUrl ? addressKeys : [])
})

test.each([installSummary, installPackage, tutorialInstall])(
  'the pages name the registry only once the package is there: %o',
  (text) => {
    const registry = /npm install [^\n]*(?<![\w./-])mturk-local(?![\w./-])/

    expect(text(true)).toMatch(registry)
    expect(text(false)).not.toMatch(registry)
    expect(text(false)).toMatch(/mturk-local-\d+\.\d+\.\d+\.tgz/)
  },
)

/** The files that `npm pack` would put into the package. */
async function listPackedFiles(): Promise<readonly string[]> {
  const { stdout } = await execute('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    maxBuffer: 1e8,
  })
  const [{ files }] = JSON.parse(stdout)
  return files.map(({ path }: { readonly path: string }) => path)
}

/** The paths that a page links to, relative to the package; web addresses excluded. */
const listLinks = (page: string): readonly string[] =>
  [
    ...readFileSync(page, 'utf8')
      .replaceAll(/^```[\s\S]*?^```$/gm, '')
      .matchAll(/\]\((?!https?:|#)([^)#]+)/g),
  ].map(([, path]) => join(dirname(page), path!).replaceAll('\\', '/'))

test('the package contains every file that its pages link to', async () => {
  const packed = await listPackedFiles()
  const contains = (path: string) =>
    packed.some((file) => file === path || file.startsWith(`${path}/`))

  const pages = packed.filter((file) => /\.md$|^llms\.txt$/.test(file))
  const missing = pages.flatMap((page) =>
    listLinks(page)
      .filter((path) => !contains(path))
      .map((path) => `${page}: ${path}`),
  )

  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/tutorial.md', 'llms.txt']))
  expect(packed).toEqual(expect.arrayContaining(['fixtures/scenarios/first-event.json']))
  expect(missing).toEqual([])
})
