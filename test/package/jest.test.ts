import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, test } from 'vitest'

const execute = promisify(execFile)

/** The files that a part of docs/testing.md shows, by name. */
const readFiles = (heading: string) => {
  const [, part = ''] = readFileSync('docs/testing.md', 'utf8').split(`\n## ${heading}\n`)
  const [text = ''] = part.split('\n## ')
  return [...text.matchAll(/`([\w.-]+)`:\n\n(?:<!--.*-->\n)?```\w+\n([\s\S]*?)^```$/gm)].map(
    ([, name, content]) => [name!, content!] as const,
  )
}

test.each([
  ['Jest with `require`', []],
  ['Jest with modules', ['--experimental-vm-modules']],
])('the project of the page runs: %s', async (heading, options) => {
  const project = join(inject('folder'), heading.replaceAll(/\W/g, '-'))
  mkdirSync(project)
  for (const [name, content] of readFiles(heading)) writeFileSync(join(project, name), content)
  const jest = join(inject('folder'), 'node_modules/jest/bin/jest.js')

  const { stderr } = await execute(process.execPath, [...options, jest], {
    cwd: project,
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  })

  expect(stderr).toContain('Tests:       1 passed, 1 total')
})
