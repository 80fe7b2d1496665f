import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, inject, test } from 'vitest'
import { readSnippets } from '../docs/snippets.js'
import { createTempFolder } from '../support/setup.js'

const { python } = inject('environments')
const page = 'docs/guides/python.md'

/** Runs a line of a shell with a text as its input. */
const runShell = (cwd: string, line: string, input: string, path: string) =>
  new Promise<string>((done, failed) => {
    const child = execFile(
      'bash',
      ['--norc', '-euo', 'pipefail', '-c', line],
      { cwd, env: { ...process.env, HOME: cwd, PATH: path }, maxBuffer: 1e8 },
      (error, out, err) =>
        error ? failed(new Error(`${line}: ${error.message}\n${out}\n${err}`)) : done(out),
    )
    child.stdin!.end(input)
  })

test('the guide, word for word, leads from nothing to passing tests', async () => {
  const folder = createTempFolder()
  const project = join(folder, 'project')
  mkdirSync(project)
  symlinkSync(resolve('.'), join(folder, 'mturk-local'))
  // The environment that the page activates is first on the PATH of the lines that follow.
  const path = [join(project, '.venv/bin'), dirname(python), '/usr/bin', '/bin'].join(':')
  const outputs: string[] = []

  for (const { text, note } of readSnippets(page)) {
    if (!note['not run']?.includes('guide.test.ts')) continue
    const [line, input] = note.by ? [note.by, `${text}\n`] : [text, '']
    outputs.push(await runShell(project, line, input, path))
  }

  expect(outputs.map((output) => /\d+ passed/.exec(output)?.[0])).toEqual([
    undefined,
    undefined,
    '1 passed',
    '2 passed',
    '3 passed',
    undefined,
  ])
  expect(outputs.at(-1)).toMatch(/^http:\S+\/console\n10000\.00\n$/)
}, 300_000)
