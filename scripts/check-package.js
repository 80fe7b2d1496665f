import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmCommand } from './npm.js'

/** Holds the package, as it would be published, against what Node, compilers and bundlers expect. */
const folder = mkdtempSync(join(tmpdir(), 'mturk-local-'))
const [program, ...first] = npmCommand
const npm = (...args) =>
  execFileSync(program, [...first, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
const check = (...args) =>
  execFileSync(program, [...first, 'exec', '--no', '--', ...args], { stdio: 'inherit' })

try {
  npm('run', '--silent', 'build')
  const args = ['--ignore-scripts', '--json', '--pack-destination', folder]
  const [{ filename }] = JSON.parse(npm('pack', ...args))
  const tarball = join(folder, filename)
  check('publint', 'run', '--strict', tarball)
  check('attw', tarball, '--profile', 'node16', '--exclude-entrypoints', 'vitest')
  // Vitest itself cannot be required, so what goes with it need not be.
  check('attw', tarball, '--profile', 'esm-only', '--entrypoints', 'vitest')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
