import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { freePort } from '../support/free-port.js'
import { createTempFolder } from '../support/setup.js'

/** A terminal; it keeps its folder and exported variables. */
function openTerminal(cwd: string, environment: Readonly<Record<string, string>>) {
  const shell = spawn('bash', ['--norc'], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...environment },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  onTestFinished(async () => {
    const ended = once(shell, 'close')
    process.kill(-shell.pid!, 'SIGTERM')
    shell.stdin.end()
    await ended
  })
  return {
    /** Types a line, and resolves with the output once it contains the expected text. */
    run(text: string, until = 'typed: done'): Promise<string> {
      const output = readUntil(shell, until)
      shell.stdin.write(until === 'typed: done' ? `${text}\necho typed: done\n` : `${text}\n`)
      return output
    },
  }
}

async function readUntil(shell: ChildProcess, until: string): Promise<string> {
  let output = ''
  const append = (chunk: Buffer) => {
    output += chunk
  }
  shell.stdout!.on('data', append)
  shell.stderr!.on('data', append)
  while (!output.includes(until)) await once(shell.stdout!, 'data')
  shell.stdout!.off('data', append)
  shell.stderr!.off('data', append)
  return output
}

/** The page's steps in order: files to save, lines to type, expected output. */
const steps = [
  ...readFileSync('docs/tutorial.md', 'utf8').matchAll(
    /(?:`([\w.]+)`:\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm,
  ),
]
  .map(([, name, language, text]) => ({ name, language, text: text! }))
  // The same lines for other shells: test/docs/snippets.test.ts compares them with those of sh.
  .filter(({ language }) => !['powershell', 'bat'].includes(language!))

/** Expected output; an ellipsis matches what differs between runs. */
const outputPattern = (text: string): RegExp =>
  new RegExp(text.trim().split('…').map(escapePattern).join('.*'), 's')

const escapePattern = (text: string): string =>
  text
    .trim()
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\s+/g, '\\s+')

test('the tutorial, word for word, has the result that it shows', async () => {
  const home = createTempFolder()
  const [port, smtpPort] = [await freePort(), await freePort()]
  // The lines are the page's, except for the source of the package and the ports.
  const here = (text: string) =>
    text
      .replace(/^npm install \S*mturk-local\S*/m, `npm install '${inject('tarball')}'`)
      .replaceAll(':6887', `:${port}`)
      .replaceAll(':6825', `:${smtpPort}`)
  const first = openTerminal(home, {
    MTURK_LOCAL_PORT: String(port),
    MTURK_LOCAL_SMTP_PORT: String(smtpPort),
  })
  const second = openTerminal(home, { MTURK_LOCAL_ENDPOINT: `http://127.0.0.1:${port}` })
  let lastOutput = ''

  for (const { name, language, text } of steps) {
    if (language === 'js') writeFileSync(join(home, 'first-event', name!), text)
    else if (language === 'text') expect(lastOutput).toMatch(outputPattern(here(text)))
    else if (text.includes('npm install')) lastOutput = await first.run(here(text))
    else if (text.includes('mturk-local start')) {
      lastOutput = await first.run(text, 'Press Ctrl-C to stop.')
      await second.run(`cd first-event\n${/export .*/.exec(lastOutput)![0]}`)
    } else lastOutput = await second.run(here(text))
  }

  expect(lastOutput).toMatch(/^AssignmentSubmitted by A\w+\n(cat|dog)$/m)
}, 300_000)
