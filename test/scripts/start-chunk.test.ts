import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const importPattern = /(?:from|import) ?"(\.[^"]+|[a-z@][^"]*)"/g

/** The files in `dist` that a file imports statically, itself included, and the packages. */
function listStaticImports(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found
  found.add(file)
  if (!file.startsWith('.')) return found
  for (const [, path] of readFileSync(join('dist', file), 'utf8').matchAll(importPattern))
    listStaticImports(path!, found)
  return found
}

const findOutput = (name: string): string =>
  `./${readdirSync('dist').find((file) => new RegExp(`^${name}-[0-9A-Z]{8}\\.js$`).test(file))!}`

test('start reads few files of the package, and none of another one', () => {
  const files = new Set(
    ['main', 'start', 'create-emulator', 'create', 'sqlite'].flatMap((name) => [
      ...listStaticImports(findOutput(name)),
    ]),
  )

  const packages = [...files].filter((file) => !/^(\.|node:)/.test(file))
  expect(packages).toEqual([])
  expect([...files].filter((file) => file.startsWith('.')).length).toBeLessThan(30)
})

test('commands that start no emulator do not load the start chunk', () => {
  const loaded = [
    ...listStaticImports(findOutput('main')),
    ...listStaticImports(findOutput('status')),
  ]

  const bytes = loaded
    .filter((file) => file.startsWith('.'))
    .reduce((sum, file) => sum + readFileSync(join('dist', file)).length, 0)
  expect(bytes).toBeLessThan(200_000)
})
