import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, test } from 'vitest'
import { readWorkflowCommands } from '../docs/workflows.js'
import { createTempFolder } from '../support/setup.js'

const execute = promisify(execFile)

const program = `
const { status } = await fetch(process.env.MTURK_LOCAL_ENDPOINT + '/_mturk/ready')
console.log('status', status)
`

test('the steps of the page’s workflow for Node test a project with the package', async () => {
  const cwd = createTempFolder()
  const run = async (command: string) =>
    (await execute('bash', ['-e', '-c', command], { cwd, maxBuffer: 1e8 })).stdout
  writeFileSync(join(cwd, 'check.mjs'), program)
  writeFileSync(
    join(cwd, 'package.json'),
    JSON.stringify({
      private: true,
      scripts: { test: 'node check.mjs' },
      devDependencies: { 'mturk-local': `file:${inject('tarball')}` },
    }),
  )
  await run('npm install --package-lock-only --no-audit --no-fund')

  const outputs: string[] = []
  for (const command of readWorkflowCommands('npx mturk-local exec -- npm test'))
    outputs.push(await run(command))

  expect(outputs.at(-1)).toContain('status 200')
}, 300_000)
