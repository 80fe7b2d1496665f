import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createTempFolder } from '../support/setup.js'

test('a checkout has LF at the ends of lines where Git is set to CRLF, as on Windows', () => {
  const folder = createTempFolder()
  const file = join(folder, 'script.sh')
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'core.autocrlf=true', ...args], { cwd: folder, stdio: 'pipe' })
  copyFileSync('.gitattributes', join(folder, '.gitattributes'))
  writeFileSync(file, '#!/bin/sh\necho\n')
  git('init', '--quiet')
  git('add', '.')
  rmSync(file)

  git('checkout', '--', '.')

  expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\necho\n')
})
