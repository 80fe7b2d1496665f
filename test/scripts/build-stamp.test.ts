import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createTempFolder } from '../support/setup.js'

const execute = promisify(execFile)

/** A project with a build, whose scripts are run from here. */
function createProject() {
  const cwd = createTempFolder()
  const write = (path: string, text = '') => writeFileSync(join(cwd, path), text)
  for (const folder of ['dist', 'scripts', 'src/web'])
    mkdirSync(join(cwd, folder), { recursive: true })
  for (const file of ['package.json', 'package-lock.json', 'src/web/page.tsx', 'src/a.ts'])
    write(file)
  const run = async (code: string) => {
    const script = `import * as stamp from ${JSON.stringify(resolve('scripts/build-stamp.js'))}\n${code}`
    const args = ['--input-type=module', '--eval', script]
    return (await execute(process.execPath, args, { cwd })).stdout
  }
  return {
    cwd,
    write,
    run,
    build: () => run("stamp.prepareStamp()('dist')"),
    isUpToDate: async () => (await run('console.log(stamp.isUpToDate())')) === 'true\n',
  }
}

type Project = ReturnType<typeof createProject>

test('a build is kept while its sources are as they were', async () => {
  const { build, isUpToDate } = createProject()

  expect(await isUpToDate()).toBe(false)
  await build()
  expect(await isUpToDate()).toBe(true)
})

test.each<[string, (project: Project) => void]>([
  ['changed', ({ write }) => write('src/web/page.tsx', 'changed')],
  ['changed to the same length', ({ cwd }) => utimesSync(join(cwd, 'src/a.ts'), 1, 1)],
  ['added', ({ write }) => write('src/b.ts')],
  ['removed', ({ cwd }) => rmSync(join(cwd, 'src/a.ts'))],
])('a build is stale when a source was %s', async (_, change) => {
  const project = createProject()
  await project.build()

  change(project)

  expect(await project.isUpToDate()).toBe(false)
})

test('one process builds at a time, and the lock of a killed one is taken over', async () => {
  const { cwd, run, write } = createProject()
  mkdirSync(join(cwd, '.cache'))
  write('.cache/build.lock', '2147483646')
  const code = `
    import { appendFileSync } from 'node:fs'
    await stamp.withBuildLock(async () => {
      appendFileSync('log', 'begin ')
      await new Promise((resolve) => setImmediate(resolve))
      appendFileSync('log', 'end ')
    })`

  await Promise.all([run(code), run(code), run(code)])

  const log = await run(
    "import { readFileSync } from 'node:fs'; console.log(readFileSync('log', 'utf8'))",
  )
  expect(log.trim()).toBe('begin end begin end begin end')
})
