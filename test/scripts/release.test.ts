import { execFile, execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createTempFolder } from '../support/setup.js'

const passes = 'node -e 0'

const steps = ['lint', 'types', 'test', 'audit', 'check:package', 'test:package']

/** Creates a committed project for a release; all its checks pass by default. */
function createProject(changes: Readonly<Record<string, string>> = {}, types = passes) {
  const cwd = createTempFolder()
  const scripts = Object.fromEntries(steps.map((step) => [step, passes]))
  const files = {
    'package.json': JSON.stringify({
      name: 'small',
      version: '1.2.3',
      scripts: { ...scripts, types },
    }),
    'package-lock.json': JSON.stringify({ name: 'small', version: '1.2.3', lockfileVersion: 3 }),
    'CHANGELOG.md': '# Changelog\n\n## 1.2.3\n\n- What is new.\n',
    '.gitignore': 'node_modules\n',
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
  expect(stderr).toContain('small-1.2.3.tgz')
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
  const { cwd } = createProject({}, 'node -e "process.exit(3)"')

  await expect(runRelease(cwd)).rejects.toMatchObject({
    code: 1,
    stdout: expect.not.stringContaining('is ready'),
  })
})
