import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, resolve } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'vitest'
import { readSnippets } from '../docs/snippets.js'
import { cache, findPython, has, installFromMaven, installFromPyPi } from './peer.js'

const run = promisify(execFile)
const python = await findPython(10)
const hasJava = (await has('javac')) && (await has('mvn'))
if (!python)
  console.log('Not run: Testcontainers need Python 3.10 or newer, which is not on this machine.')
if (!hasJava)
  console.log('Not run: Testcontainers need a Java compiler and Maven, not on this machine.')

/** Installing the libraries takes minutes. */
const long = 900_000

/** The page's example in a language, which uses Testcontainers. */
const readExample = (language: string) =>
  readSnippets('docs/ci.md').find(
    (snippet) => snippet.language === language && snippet.text.includes('testcontainers'),
  )!.text

async function writeExample(folder: string, file: string, text: string): Promise<string> {
  await mkdir(resolve(cache, folder), { recursive: true })
  await writeFile(resolve(cache, folder, file), `${text}\n`)
  return resolve(cache, folder, file)
}

test(
  'the page’s example for Node uses what Testcontainers 12 exports',
  async () => {
    const cwd = resolve(cache, 'testcontainers-node')
    const file = await writeExample('testcontainers-node', 'example.ts', readExample('js'))
    await writeExample('testcontainers-node', 'package.json', '{ "type": "module" }')
    const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts']
    await run('npm', [...install, 'testcontainers@12.2.0'], { cwd })

    const flags = '--noEmit --strict --skipLibCheck --ignoreConfig --types node'.split(' ')
    const targets = '--target es2022 --module nodenext --moduleResolution nodenext'.split(' ')
    await run(process.execPath, [resolve('node_modules/.bin/tsc'), ...flags, ...targets, file], {
      cwd,
    }).catch(({ stdout }) => {
      throw new Error(stdout)
    })
  },
  long,
)

test.skipIf(!python)(
  'the page’s example for Python uses what Testcontainers 4 exports',
  async () => {
    const programs = await installFromPyPi(
      'testcontainers-python',
      python!,
      'testcontainers==4.15.0',
      'mypy==1.18.2',
    )
    const file = await writeExample('testcontainers-python', 'example.py', readExample('python'))

    await run(`${programs}/mypy`, ['--strict', file], { cwd: resolve(cache) }).catch(
      ({ stdout }) => {
        throw new Error(stdout)
      },
    )
  },
  long,
)

test.skipIf(!hasJava)(
  'the page’s example for Java uses what Testcontainers 2 exports',
  async () => {
    const library = 'org.testcontainers:testcontainers:2.0.5'
    const jars = await installFromMaven('testcontainers-java', library)
    const lines = readExample('java').split('\n')
    const isImport = (line: string) => line.startsWith('import ')
    const file = await writeExample(
      'testcontainers-java',
      'Example.java',
      [
        ...lines.filter(isImport),
        'class Example { void run() {',
        ...lines.filter((line) => !isImport(line)),
        '} }',
      ].join('\n'),
    )

    const classes = resolve(cache, 'testcontainers-java/classes')
    await run('javac', ['-d', classes, '-cp', [jars, '.'].join(delimiter), file])
  },
  long,
)
