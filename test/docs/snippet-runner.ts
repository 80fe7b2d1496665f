import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { transform } from 'esbuild'
import { onTestFinished } from 'vitest'
import { startCli } from '../support/cli.js'
import type { Snippet } from './snippets.js'

/** Runs the snippets of a page from top to bottom, as a user with an emulator does. */
export interface SnippetRunner {
  /** @throws Error with the snippet's location and the output */
  run(snippet: Snippet): Promise<string>
}

/** @param programs folders with programs that npm does not install */
export async function startSnippetRunner(...programs: readonly string[]): Promise<SnippetRunner> {
  const { endpoint, banner } = await startCli()
  const smtp = /smtp:\S+/.exec(banner)![0]
  // Inside the checkout, so that programs resolve the package and Amazon's clients by name.
  mkdirSync('.cache', { recursive: true })
  const folder = mkdtempSync(resolve('.cache/reader-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const wrapperScript = `exec '${process.execPath}' '${resolve('test/docs/cli-wrapper.js')}' "$@"`
  writeProgram(folder, 'mturk-local', wrapperScript)
  writeProgram(folder, 'npx', `shift; ${wrapperScript}`)

  const withTestEndpoints = (text: string) =>
    text
      .replaceAll('http://127.0.0.1:6887', endpoint)
      .replaceAll('http://localhost:6887', endpoint)
      .replaceAll('smtp://127.0.0.1:6825', smtp)
      // A test listens only on this machine.
      .replaceAll('--host 0.0.0.0', '--host 127.0.0.1')
  const environment = {
    HOME: folder,
    PATH: [join(folder, 'bin'), resolve('node_modules/.bin'), ...programs, process.env.PATH].join(
      delimiter,
    ),
    BUILT: resolve(process.env.TESTED_PROGRAM ?? 'dist/cli/main.js'),
    MTURK_LOCAL_ENDPOINT: endpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  }

  const execute = (program: string, args: readonly string[], input = '', more = {}) =>
    new Promise<string>((done, failed) => {
      // In its own process group, so that a failed test can end all its processes.
      const child = spawn(program, args, {
        cwd: folder,
        env: { ...environment, ...more },
        detached: true,
      })
      const output = { out: '', err: '' }
      child.stdout.on('data', (chunk) => {
        output.out += chunk
      })
      child.stderr.on('data', (chunk) => {
        output.err += chunk
      })
      child.on('close', (code) =>
        code === 0
          ? done(output.out)
          : failed(new Error(`ended with ${code}.\n${output.out}\n${output.err}`)),
      )
      onTestFinished(() => {
        if (child.exitCode === null) process.kill(-child.pid!, 'SIGKILL')
      })
      // A program may end without reading its input.
      child.stdin.on('error', () => {})
      child.stdin.end(input)
    })

  async function runSnippet(snippet: Snippet): Promise<string> {
    const { given: setup = '', by } = snippet.note
    const text = withTestEndpoints(`${setup}\n${fillEllipsis(snippet)}\n`)
    if (by)
      return execute('bash', ['--norc', '-euo', 'pipefail', '-c', withTestEndpoints(by)], text)
    switch (snippet.language) {
      case 'sh':
        return execute('bash', ['--norc', '-euo', 'pipefail', '-c', text], '', {
          IN_TERMINAL: 'yes',
        })
      case 'python':
        return execute('python', ['-c', text])
      case 'js':
      case 'ts':
        writeFileSync(join(folder, 'shown.mjs'), await stripTypes(text))
        return execute(process.execPath, ['shown.mjs'])
      default:
        throw new Error(`There is no runner for "${snippet.language}".`)
    }
  }

  return {
    run: (snippet) =>
      runSnippet(snippet).catch((error: Error) => {
        throw new Error(`${snippet.location}: ${error.message}`)
      }),
  }
}

function writeProgram(folder: string, name: string, script: string): void {
  const file = join(folder, 'bin', name)
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

/** Replaces the page's ellipsis. */
const fillEllipsis = ({ text, note: { elided } }: Snippet): string =>
  elided === undefined ? text : text.replace(/^ *(?:\/\/|#) ….*|…/m, () => elided)

const stripTypes = async (text: string): Promise<string> =>
  (await transform(text, { loader: 'ts', target: 'node20' })).code
