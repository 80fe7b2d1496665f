import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
}

/** The commands of a workflow's only job, in order. */
function listCommands(workflow: string): readonly string[] {
  const { jobs } = parse(readFileSync(`.github/workflows/${workflow}.yml`, 'utf8'))
  const [{ steps }] = Object.values<{ readonly steps: readonly Step[] }>(jobs) as [
    { readonly steps: readonly Step[] },
  ]
  return steps.flatMap(({ run }) => run ?? [])
}

test('GitHub runs .ci/run and nothing else', () => {
  expect(listCommands('ci')).toEqual(['.ci/run'])
})

test('a release passes .ci/run before it is published', () => {
  const [first, ...rest] = listCommands('release')

  expect(first).toBe('.ci/run')
  expect(rest).toContain('node scripts/release.js --tried --publish')
})

test('.ci/run runs every suite that package.json has', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const run = readFileSync('.ci/run', 'utf8')
  const suites = Object.keys(scripts).filter((name) => /^(test|check)\b/.test(name))

  expect(suites.filter((name) => !run.match(new RegExp(`npm (run )?${name}\\b`)))).toEqual([])
})
