import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { otherShells } from '../docs/data-snippets.js'
import { readSnippets, type Snippet } from '../docs/snippets.js'
import { findPython, installFromPyPi } from '../peers/peer.js'
import { copyCheckout } from '../support/checkout.js'
import { freePort } from '../support/free-port.js'
import { createTempFolder } from '../support/setup.js'
import { openTerminal } from '../support/terminal.js'

const python = await findPython(9)
/** In milliseconds: one test installs the package twice. */
const timeLimit = 1_200_000

/** Lines that run until Ctrl-C, and what they print when they are ready. */
const servers: Readonly<Record<string, string>> = {
  'npm ci && npm start': 'Press Ctrl-C to stop.',
  'npm start': 'Press Ctrl-C to stop.',
  'npx mturk-local start': 'Press Ctrl-C to stop.',
  'npx mturk-local demo': 'delivered',
}

/**
 * Two terminals of a new user, who types what a page says and compares what it prints. The lines are
 * the page's, except for the ports.
 */
async function openNewcomer(home: string, isTyped: (line: string) => boolean) {
  const [port, smtpPort] = [await freePort(), await freePort()]
  const here = (text: string) =>
    text.replaceAll(':6887', `:${port}`).replaceAll(':6825', `:${smtpPort}`)
  const environment = {
    HOME: home,
    PATH: [
      await installFromPyPi('quick-start', python!, 'boto3==1.43.11'),
      await installFromPyPi('awscli', python!, 'awscli==1.45.11'),
      process.env.PATH,
    ].join(delimiter),
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    npm_config_cache: join(homedir(), '.npm'),
    MTURK_LOCAL_PORT: String(port),
    MTURK_LOCAL_SMTP_PORT: String(smtpPort),
    MTURK_LOCAL_ENDPOINT: `http://127.0.0.1:${port}`,
  }
  const first = openTerminal(home, environment)
  const second = openTerminal(home, environment)
  let folder = home
  let isServing = false
  let output = ''

  async function stop(): Promise<void> {
    await second.run('npx mturk-local stop')
    await first.waitForPrompt()
    isServing = false
  }

  async function enter(path: string): Promise<void> {
    folder = path
    await first.run(`cd '${path}'`)
    await second.run(`cd '${path}'`)
  }

  async function type(line: string): Promise<string> {
    const [, path] = /^cd (\S+)$/.exec(line) ?? []
    if (path) await enter(join(folder, path))
    const ready = servers[line.replace(/ +#.*/, '')]
    if (ready && isServing) await stop()
    if (ready) isServing = true
    if (!path) output = await (ready ? first.run(line, ready) : second.run(here(line)))
    return output
  }

  async function follow({ language, text, lead, location }: Snippet): Promise<void> {
    const name = /save .*as\s+`([\w.]+)`/i.exec(lead)?.[1]
    switch (language) {
      case 'sh':
        for (const line of text.split('\n').filter(Boolean).filter(isTyped)) await type(line)
        return
      case 'text':
        expect(output, location).toMatch(outputPattern(here(text)))
        return
      case 'python':
      case 'js':
      case 'xml': {
        const file = name ?? `snippet.${language === 'js' ? 'mjs' : 'py'}`
        writeFileSync(join(folder, file), here(text))
        if (language === 'python') await type(`python ${file}`)
        else if (language === 'js' && !name) await type(`node ${file}`)
        return
      }
      default:
        throw new Error(`${location}: what does a reader do with "${language}"?`)
    }
  }

  return {
    enter,
    stop,
    type,
    /** Follows a page from top to bottom, and returns what each snippet printed. */
    async read(file: string): Promise<readonly string[]> {
      const outputs: string[] = []
      for (const snippet of readSnippets(file)) {
        if (otherShells.includes(snippet.language)) continue
        await follow(snippet).catch((error: Error) => {
          throw new Error(`${snippet.location}: ${error.message}`)
        })
        outputs.push(output)
      }
      const stated = /^It prints `([^`]+)`/m.exec(readFileSync(file, 'utf8'))?.[1]
      if (stated) expect(outputs).toContain(`${stated}\n`)
      return outputs
    },
  }
}

type Newcomer = Awaited<ReturnType<typeof openNewcomer>>

/** Expected output; an ellipsis matches what differs between runs. */
const outputPattern = (text: string): RegExp =>
  new RegExp(text.trim().split('…').map(escapePattern).join('.*'), 's')

const escapePattern = (text: string): string =>
  text
    .trim()
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\s+/g, '\\s+')

const cliPage = 'docs/aws-cli.md'
const event = (type: string) => expect.stringMatching(`EventType[\\\\": ]+${type}`)

/** Follows the pages about a running emulator, and compares what their last lines print. */
async function readPages(newcomer: Newcomer, folder: string, start: string): Promise<void> {
  const readme = await newcomer.read(join(folder, 'README.md'))
  await newcomer.type(start)
  const quickStart = await newcomer.read(join(folder, 'docs/python-quick-start.md'))
  const cli = await newcomer.read(join(folder, cliPage))

  expect(readme.slice(-4)).toEqual([
    event('AssignmentSubmitted'),
    event('AssignmentSubmitted'),
    '',
    expect.stringMatching(/AssignmentSubmitted +Email +sent .*you@example\.com/),
  ])
  expect(quickStart.at(-1)).toBe('AssignmentSubmitted by A1WORKER\n')
  expect(cli).toEqual([
    expect.stringContaining('"AvailableBalance": "10000.00"'),
    event('HITReviewable'),
    event('HITReviewable'),
    expect.stringContaining('"HITId"'),
  ])
  const [, command] = /`(aws .*--hit-id) ID`/.exec(readFileSync(join(folder, cliPage), 'utf8'))!
  const [, hitId] = /"HITId": "(\w+)"/.exec(cli.at(-1)!)!
  expect(await newcomer.type(`${command} ${hitId}`)).toContain('"Answer"')
}

test.skipIf(!python)(
  'README, Python quick start, AWS CLI page and tutorial work word for word in a fresh clone',
  async () => {
    const home = createTempFolder()
    const clone = join(home, 'mturk-local')
    copyCheckout(clone)
    // CI runs all tests in a section of its own.
    const newcomer = await openNewcomer(home, (line) => !line.includes('npm test'))

    await newcomer.enter(clone)
    await readPages(newcomer, clone, 'npm start')
    await newcomer.stop()
    await newcomer.type('npm pack')
    await newcomer.enter(home)
    const tutorial = await newcomer.read('docs/tutorial.md')

    expect(tutorial.at(-1)).toMatch(/^AssignmentSubmitted by A\w+\n(cat|dog)\n$/)
  },
  timeLimit,
)

test.skipIf(!python)(
  'tutorial, README, Python quick start and AWS CLI page work word for word with the packed package',
  async () => {
    const home = createTempFolder()
    const tarball = process.env.TESTED_TARBALL!
    mkdirSync(join(home, 'mturk-local'))
    copyFileSync(tarball, join(home, 'mturk-local', basename(tarball)))
    const newcomer = await openNewcomer(home, (line) => !line.startsWith('npm ci'))

    const tutorial = await newcomer.read('docs/tutorial.md')
    await readPages(
      newcomer,
      join(home, 'first-event/node_modules/mturk-local'),
      'npx mturk-local start',
    )

    expect(tutorial.at(-1)).toMatch(/^AssignmentSubmitted by A\w+\n(cat|dog)\n$/)
  },
  timeLimit,
)
