import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { npmCommand } from './npm.js'

/**
 * Makes a release of the version that package.json names: checks what a release must have, tries
 * it with the Python wheel of the same version, and shows what would be published. Only `--publish`
 * publishes, to npm's registry, where provenance can be had.
 */
const { values } = parseArgs({
  options: {
    publish: { type: 'boolean', default: false },
    // All tests have passed just now, as .ci/run has it: they are not run once more.
    tried: { type: 'boolean', default: false },
  },
})

const readOutput = (program, ...args) => execFileSync(program, args, { encoding: 'utf8' }).trim()
const npm = (...args) => {
  const [program, ...first] = npmCommand
  execFileSync(program, [...first, ...args], { stdio: 'inherit' })
}
const { name, version, repository } = JSON.parse(readFileSync('package.json', 'utf8'))
const tag = `v${version}`

const problems = [
  [
    // Python's registry takes no other names of versions before a release.
    !/^\d+\.\d+\.\d+(-(alpha|beta|rc)\.\d+)?$/.test(version),
    `"${version}" is no version for npm and Python. Set one such as 1.2.3 or 1.2.3-rc.1 by npm version.`,
  ],
  [
    readOutput('git', 'status', '--porcelain') !== '',
    'The checkout has changes. Commit them or put them away.',
  ],
  [
    !hasChangelogEntry(),
    `CHANGELOG.md says nothing of ${version}. Give it a part "## ${version}".`,
  ],
  [
    readOutput('git', 'tag', '--list', tag) !== '' &&
      readOutput('git', 'rev-list', '-1', tag) !== headCommit(),
    `${tag} is another commit already. Set a new version by npm version.`,
  ],
  [
    values.publish && !repository,
    'Provenance says where a package was built. Give package.json its "repository".',
  ],
]
const [problem] = problems.find(([stands]) => stands)?.slice(1) ?? []
if (problem) {
  console.error(problem)
  process.exit(1)
}

if (!values.tried) {
  npm('ci')
  for (const script of ['lint', 'types', 'test']) npm('run', script)
}
for (const script of ['audit', 'check:package', 'test:package', 'test:python']) npm('run', script)
const wheels = readdirSync('python/dist')
if (wheels.join() !== wheelName()) {
  console.error(`python/dist contains ${wheels.join(', ')} in place of ${wheelName()} alone.`)
  process.exit(1)
}
if (values.publish) npm('publish', '--provenance', '--access', 'public')
else {
  npm('pack', '--dry-run')
  console.log(`python/dist/${wheelName()} is built and tested.`)
  console.log(`${version} is ready. Nothing was published: --publish does, from a workflow.`)
}

function hasChangelogEntry() {
  const changes = existsSync('CHANGELOG.md') ? readFileSync('CHANGELOG.md', 'utf8') : ''
  const [, part = ''] = changes.split(`\n## ${version}\n`)
  return part.split('\n## ')[0].trim() !== ''
}

/** Versions of Python's packages have no hyphen, and one letter for alpha and beta. */
function wheelName() {
  const [release, stage, number] = version.split(/-(\w+)\./)
  const suffix = stage ? `${stage === 'rc' ? stage : stage[0]}${number}` : ''
  return `${name.replaceAll('-', '_')}-${release}${suffix}-py3-none-any.whl`
}

function headCommit() {
  return readOutput('git', 'rev-parse', 'HEAD')
}
