import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
}

/** The steps of a job of a workflow, in order. */
function readJob(workflow: string, job: string) {
  const { jobs } = parse(readFileSync(`.github/workflows/${workflow}.yml`, 'utf8'))
  const { steps, strategy } = jobs[job] as {
    readonly steps: readonly Step[]
    readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> }
  }
  return { commands: steps.flatMap(({ run }) => run ?? []), matrix: strategy?.matrix }
}

test('on Linux, GitHub runs .ci/run and nothing else, on each version of Node', () => {
  expect(readJob('ci', 'ci')).toEqual({
    commands: ['.ci/run'],
    matrix: { node: [20, 22, 24, 26] },
  })
})

test('on Windows and macOS, GitHub runs the tests and the packed package', () => {
  const { commands, matrix } = readJob('ci', 'systems')

  expect(matrix).toEqual({ system: ['windows-latest', 'macos-latest'], node: [22, 26] })
  expect(commands).toEqual(expect.arrayContaining(['npm ci', 'npm test', 'npm run test:windows']))
})

test('a release passes .ci/run before it is published', () => {
  const [first, ...rest] = readJob('release', 'release').commands

  expect(first).toBe('.ci/run')
  expect(rest).toContain('node scripts/release.js --tried --publish')
})

test('a release keeps the wheel that was tested beside the list of packages', () => {
  const { jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8'))
  const paths = jobs.release.steps.map((step: { with?: { path?: string } }) => step.with?.path)

  expect(paths.filter(Boolean)).toEqual(['python/dist/*.whl', 'mturk-local.cdx.json'])
})

/** Suites that download another system, which GitHub's own jobs have. */
const byHand = ['test:windows']

test('.ci/run runs every suite of package.json but those by hand', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const run = readFileSync('.ci/run', 'utf8')
  const suites = Object.keys(scripts).filter((name) => /^(test|check)\b/.test(name))

  const left = suites.filter((name) => !run.match(new RegExp(`npm (run )?${name}\\b`)))

  expect(left.sort()).toEqual(byHand)
})
