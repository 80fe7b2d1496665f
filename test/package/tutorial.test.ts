import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { freePort } from '../peers/peer.js'
import { folder } from '../support/program.js'

/** A terminal that somebody types into; it keeps its folder and what was exported. */
function terminal(cwd: string, environment: Readonly<Record<string, string>>) {
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
    /** Types something, and resolves with what is said until that is there. */
    type(text: string, until = 'typed: done'): Promise<string> {
      const said = saidBy(shell, until)
      shell.stdin.write(until === 'typed: done' ? `${text}\necho typed: done\n` : `${text}\n`)
      return said
    },
  }
}

async function saidBy(shell: ChildProcess, until: string): Promise<string> {
  let said = ''
  const hear = (chunk: Buffer) => {
    said += chunk
  }
  shell.stdout!.on('data', hear)
  shell.stderr!.on('data', hear)
  while (!said.includes(until)) await once(shell.stdout!, 'data')
  shell.stdout!.off('data', hear)
  shell.stderr!.off('data', hear)
  return said
}

/** The page's steps in order: what is saved, what is typed, what is promised. */
const steps = [
  ...readFileSync('docs/tutorial.md', 'utf8').matchAll(
    /(?:`([\w.]+)`:\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm,
  ),
].map(([, name, language, text]) => ({ name, language, text: text! }))

/** A promise, in which an ellipsis stands for what is different each time. */
const promised = (text: string): RegExp =>
  new RegExp(text.trim().split('…').map(quoted).join('.*'), 's')

const quoted = (text: string): string =>
  text
    .trim()
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\s+/g, '\\s+')

test('the tutorial, word for word, ends as it says', async () => {
  const home = folder()
  const [port, smtpPort] = [await freePort(), await freePort()]
  // What is typed is the page's. Only where the package comes from, and the ports, are another.
  const here = (text: string) =>
    text
      .replace(/^npm install mturk-local/m, `npm install '${inject('tarball')}'`)
      .replaceAll(':6887', `:${port}`)
      .replaceAll(':6825', `:${smtpPort}`)
  const first = terminal(home, {
    MTURK_LOCAL_PORT: String(port),
    MTURK_LOCAL_SMTP_PORT: String(smtpPort),
  })
  const second = terminal(home, { MTURK_LOCAL_ENDPOINT: `http://127.0.0.1:${port}` })
  let said = ''

  for (const { name, language, text } of steps) {
    if (language === 'js') writeFileSync(join(home, 'first-event', name!), text)
    else if (language === 'text') expect(said).toMatch(promised(here(text)))
    else if (text.includes('npm install')) said = await first.type(here(text))
    else if (text.includes('mturk-local start')) {
      said = await first.type(text, 'Ctrl-C ends it.')
      await second.type(`cd first-event\n${/export .*/.exec(said)![0]}`)
    } else said = await second.type(text)
  }

  expect(said).toMatch(/^AssignmentSubmitted by A\w+\n(cat|dog)$/m)
}, 300_000)
