import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installNode } from './install-node.js'

/**
 * Runs the default suite on each release of Node that is supported. `node scripts/test-nodes.js 24 -- test/store` runs one release and one folder.
 */
const separator = process.argv.indexOf('--')
const argumentsEnd = separator < 0 ? undefined : separator
const given = process.argv.slice(2, argumentsEnd)
const releases = given.length > 0 ? given : ['20.19', '22', '24', '26']
const files = separator < 0 ? [] : process.argv.slice(separator + 1)

const vitest = join('node_modules', 'vitest', 'vitest.mjs')
const failed = []
for (const release of releases) {
  const program = installNode(release)
  const version = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.trim()
  console.log(`\n== ${version}`)
  const run = ['run', '--project', 'default', '--maxWorkers=100%', ...files]
  const { status } = spawnSync(program, [vitest, ...run], { stdio: 'inherit' })
  if (status !== 0) failed.push(version)
}
if (failed.length > 0) {
  console.error(`\nFailed on ${failed.join(', ')}.`)
  process.exitCode = 1
}
