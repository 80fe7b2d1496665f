import { execFile } from 'node:child_process'
import { cpSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, test } from 'vitest'
import { readSnippets } from '../docs/snippets.js'
import { readWorkflowCommands } from '../docs/workflows.js'
import { createTempFolder } from '../support/setup.js'

const execute = promisify(execFile)
const { python } = inject('environments')

test('the steps of the page’s workflow for Python test a project with the wheel', async () => {
  const cwd = createTempFolder()
  const [wheel] = readdirSync('python/dist')
  cpSync(join('python/dist', wheel!), join(cwd, 'vendor', wheel!))
  const [example] = readSnippets('docs/guides/python.md')
  writeFileSync(join(cwd, 'test_submitted.py'), example!.text)
  await execute(python, ['-m', 'venv', '.venv'], { cwd })
  const env = { ...process.env, PATH: [join(cwd, '.venv/bin'), '/usr/bin', '/bin'].join(':') }

  const outputs: string[] = []
  for (const command of readWorkflowCommands('pytest'))
    outputs.push((await execute('bash', ['-e', '-c', command], { cwd, env })).stdout)

  expect(outputs.at(-1)).toContain('1 passed')
}, 300_000)
