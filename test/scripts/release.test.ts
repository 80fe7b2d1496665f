import { execFile, execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createTempFolder } from '../support/setup.js'

const passes = 'node -e 0'

const steps = ['lint', 'types', 'test', 'audit', 'check:package', 'test:package']

/** Builds a wheel of the name, as the suite for Python does. */
const build = (wheel: string) =>
  `node -e "fs.mkdirSync('python/dist',{recursive:true});fs.writeFileSync('python/dist/${wheel}','')"`

/** Creates a committed project for a release; all its checks pass by default. */
function createProject(
  changes: Readonly<Record<string, string>> = {},
  { types = passes, version = '1.2.3', wheel = 'so_small-1.2.3-py3-none-any.whl' } = {},
) {
  const cwd = createTempFolder()
  const scripts = Object.fromEntries(steps.map((step) => [step, passes]))
  const files = {
    'package.json': JSON.stringify({
      name: 'so-small',
      version,
      scripts: { ...scripts, types, 'test:python': build(wheel) },
    }),
    'package-lock.json': JSON.stringify({ name: 'so-small', version, lockfileVersion: 3 }),
    'CHANGELOG.md': `# Changelog\n\n## ${version}\n\n- What is new.\n`,
    '.gitignore': 'node_modules\npython/dist\n',
    ...changes,
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'Begin')
  return { cwd, git }
}

const runRelease = (cwd: string, ...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [resolve('scripts/release.js'), ...args], { cwd })

test('without --publish, a release is checked and not published', async () => {
  const { cwd } = createProject()

  const { stdout, stderr } = await runRelease(cwd)

  expect(stdout).toContain(passes)
  expect(stderr).toContain('so-small-1.2.3.tgz')
  expect(stdout).toContain('python/dist/so_small-1.2.3-py3-none-any.whl is built and tested.')
  expect(stdout).toMatch(/1\.2\.3 is ready\. Nothing was published: --publish does/)
})

test('a release that lacks something fails with one sentence', async () => {
  const changed = createProject()
  writeFileSync(join(changed.cwd, 'new.txt'), '')
  const tagged = createProject()
  tagged.git('tag', 'v1.2.3')
  tagged.git('commit', '--quiet', '--allow-empty', '--message', 'Go on')
  const silent = createProject({
    'CHANGELOG.md': '# Changelog\n\n## 1.2.3\n\n## 1.2.2\n\n- Old.\n',
  })

  await expect(runRelease(changed.cwd)).rejects.toMatchObject({
    stderr: expect.stringMatching(/^The checkout has changes/),
  })
  await expect(runRelease(tagged.cwd)).rejects.toMatchObject({
    stderr: expect.stringMatching(/^v1.2.3 is another commit/),
  })
  await expect(runRelease(silent.cwd)).rejects.toMatchObject({
    stderr: 'CHANGELOG.md says nothing of 1.2.3. Give it a part "## 1.2.3".\n',
  })
  await expect(runRelease(createProject().cwd, '--publish')).rejects.toMatchObject({
    stderr: expect.stringMatching(/^Provenance says where a package was built/),
  })
})

test('a step that fails ends the release', async () => {
  const { cwd } = createProject({}, { types: 'node -e "process.exit(3)"' })

  await expect(runRelease(cwd)).rejects.toMatchObject({
    code: 1,
    stdout: expect.not.stringContaining('is ready'),
  })
})

test('the wheel is of the same version, as Python spells it', async () => {
  const older = createProject({}, { wheel: 'so_small-1.2.2-py3-none-any.whl' })
  const candidate = createProject(
    {},
    { version: '1.2.3-rc.1', wheel: 'so_small-1.2.3rc1-py3-none-any.whl' },
  )

  await expect(runRelease(older.cwd, '--tried')).rejects.toMatchObject({
    stderr: expect.stringContaining(
      'contains so_small-1.2.2-py3-none-any.whl in place of so_small-1.2.3-py3-none-any.whl alone',
    ),
  })
  expect((await runRelease(candidate.cwd, '--tried')).stdout).toContain('1.2.3-rc.1 is ready.')
})

test('a version that Python does not take is refused', async () => {
  const { cwd } = createProject({}, { version: '1.2.3-next.1' })

  await expect(runRelease(cwd)).rejects.toMatchObject({
    stderr: expect.stringMatching(/^"1\.2\.3-next\.1" is no version for npm and Python\./),
  })
})
