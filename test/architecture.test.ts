import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listFiles } from './support/list-files.js'

/** From top to bottom: a folder imports only from folders below it in this list. */
const folders = [
  'cli',
  'emulator',
  'web',
  'server',
  'mturk',
  'store',
  'notifications',
  'faults',
  'services',
  'domain',
  'core',
]
const entries = ['express.ts', ...['index.cjs', 'index.d.cts', 'index.ts', 'vitest.ts']]

const source = resolve('src')
const files = listFiles(source)
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }))

const filesWith = (folder: string, pattern: RegExp) =>
  files
    .filter(({ file, text }) => file.startsWith(`${folder}/`) && pattern.test(text))
    .map(({ file }) => file)

test('src holds the folders of the list and the files that the package exports', () => {
  const others = readdirSync(source).filter((name) => !entries.includes(name))

  expect(others.sort()).toEqual([...folders].sort())
})

/** Lints files in a folder with the project's configuration; returns what the linter prints. */
async function lintPlanted(
  planted: Readonly<Record<string, string>>,
  ...flags: readonly string[]
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mturk-local-planted-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await copyFile('biome.json', join(folder, 'biome.json'))
  await cp('scripts/lint', join(folder, 'scripts/lint'), { recursive: true })
  for (const [file, text] of Object.entries(planted)) {
    await mkdir(join(folder, dirname(file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }

  const biome = resolve('node_modules/@biomejs/biome/bin/biome')
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'lint', '--vcs-enabled=false', ...flags, 'src'],
    { cwd: folder, encoding: 'utf8' },
  )
  return stdout + stderr
}

test('the linter refuses an import from a folder above, in each folder', async () => {
  const above = (folder: string) =>
    folder === 'web' ? 'mturk' : folders[folders.indexOf(folder) - 1]!
  const planted = folders
    .slice(1)
    .map((folder) => [
      `src/${folder}/planted.ts`,
      `import { x } from '../${above(folder)}/x.js'\n\nexport const y = x\n`,
    ])

  const printed = await lintPlanted(Object.fromEntries(planted), '--only=style/noRestrictedImports')

  const refused = [...printed.matchAll(/(\w+)\/ imports only from/g)]
  expect(refused.map(([, folder]) => folder).sort()).toEqual(folders.slice(1).sort())
})

test('the linter refuses a getter in an object literal, and allows one in a class', async () => {
  const printed = await lintPlanted({
    'src/core/literal.ts': 'export const planted = {\n  get double() {\n    return 2\n  },\n}\n',
    'src/core/class.ts': 'export class Planted {\n  get double(): number {\n    return 2\n  }\n}\n',
  })

  const refused = [...printed.matchAll(/(\S+):\d+:\d+ plugin/g)].map(([, file]) => file)
  expect(refused).toEqual(['src/core/literal.ts'])
})

test('the linter refuses an import of an entry file, in each folder', () => {
  const { overrides } = JSON.parse(readFileSync('biome.json', 'utf8')) as {
    overrides: { includes: string[]; linter: { rules: { style?: object } } }[]
  }
  const restricted = overrides.filter(({ linter }) =>
    JSON.stringify(linter.rules.style ?? {}).includes('"../index.js"'),
  )

  expect(restricted.flatMap(({ includes }) => includes).sort()).toEqual(
    folders.map((folder) => `src/${folder}/**`).sort(),
  )
})

test('the linter looks for import cycles', () => {
  const { linter } = JSON.parse(readFileSync('biome.json', 'utf8'))

  expect(linter.rules.suspicious.noImportCycles).toBe('error')
})

test('nothing imports the entry files of the package, and web imports only types of core', () => {
  const imports = files.flatMap(({ file, text }) =>
    [...text.matchAll(/import (type )?[^']*?from '(\.[^']+)'/g)].map(([, type, target]) => ({
      file,
      type: Boolean(type),
      target: relative(source, resolve(source, dirname(file), target!)).replace(/\.js$/, '.ts'),
    })),
  )

  expect(
    imports.filter(({ file, target }) => entries.includes(target) && !entries.includes(file)),
  ).toEqual([])
  expect(
    imports.filter(
      ({ file, type, target }) => file.startsWith('web/') && target.startsWith('core/') && !type,
    ),
  ).toEqual([])
})

test('no exported name is declared in two files', () => {
  const declaration =
    /^export (?:default )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm
  const declaredIn = new Map<string, Set<string>>()
  for (const { file, text } of files)
    for (const [, name] of text.matchAll(declaration))
      declaredIn.set(name!, (declaredIn.get(name!) ?? new Set()).add(file))

  const duplicates = [...declaredIn].filter(([, { size }]) => size > 1)
  expect(duplicates.map(([name, where]) => `${name}: ${[...where].join(', ')}`)).toEqual([])
})

test('the emulated services do not import one another', () => {
  const services = ['sqs', 'sns', 'smtp']
  const sideways = services.flatMap((service) =>
    filesWith(
      `services/${service}`,
      new RegExp(`from '(\\.\\./)+(${services.filter((each) => each !== service).join('|')})/`),
    ),
  )

  expect(sideways).toEqual([])
})

test('time and randomness come from core alone', () => {
  const guilty = files
    .filter(({ file }) => !file.startsWith('core/') && file !== 'web/ui/clock.ts')
    .filter(({ text }) =>
      /new Date\(\)|Date\.now\(|setTimeout\(|setInterval\(|Math\.random\(|randomUUID|randomBytes/.test(
        text,
      ),
    )
    .map(({ file }) => file)

  expect(guilty).toEqual([])
})

test('the rules of the domain are plain functions without promises', () => {
  expect(filesWith('domain', /\basync\b|\bPromise\b/)).toEqual([])
})

test('the AWS protocols know nothing of MTurk', () => {
  expect(filesWith('services/aws', /MTurk|Turk|\bHIT/)).toEqual([])
})

test('only the operations and the package itself re-export', () => {
  const barrels = files
    .filter(({ text }) => /^export (\*|\{[^}]*\}) from/m.test(text))
    .map(({ file }) => file)
    .filter((file) => !entries.includes(file) && file !== 'mturk/operations/index.ts')

  expect(barrels).toEqual([])
})
