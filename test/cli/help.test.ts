import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { commandRegistry } from '../../src/cli/commands.js'
import { runCli } from '../support/cli.js'
import { startTestEmulator } from '../support/setup.js'

test('help lists every command, and --help and no command print the same', async () => {
  const { code, out } = await runCli(['help'])

  expect(code).toBe(0)
  for (const name of commandRegistry.names)
    expect(out).toMatch(new RegExp(`^  ${name} +[A-Z]`, 'm'))
  expect((await runCli(['--help'])).out).toBe(out)
  expect((await runCli([])).out).toBe(out)
})

test.each(commandRegistry.names)(
  'help %s fits on a terminal, and --help prints the same',
  async (name) => {
    const { code, out } = await runCli(['help', name])

    expect(code).toBe(0)
    expect(out).toContain(`Usage: mturk-local ${name}`)
    const { example } = (await commandRegistry.load(name))!
    const withoutExample = out.replace(example, '')
    expect(withoutExample.split('\n').filter((line) => line.length > 100)).toEqual([])
    expect((await runCli([name, '--help'])).out).toBe(out)
  },
)

test('help shows groups, defaults, allowed values and the words of a command', async () => {
  const [start, send, wait] = await Promise.all(
    ['start', 'send-test-event', 'wait'].map(async (name) => (await runCli(['help', name])).out),
  )

  expect(start).toMatch(/^Limits and retention$/m)
  expect(start).toMatch(/^ {2}--smtp-port PORT +Port of the built-in mailbox.* Default: 6825\.$/m)
  expect(send).toContain('Usage: mturk-local send-test-event [EVENT] [flags]')
  expect(send).toMatch(/Default:\s+you@example\.com\./)
  expect(wait).toContain('Only deliveries by this transport. One of Email, SQS, SNS.')
})

test('every flag of every command has one sentence, and every word too', async () => {
  const descriptions = (await commandRegistry.loadAll()).flatMap(({ flags, positionals = [] }) =>
    [...Object.values(flags), ...positionals].map(({ description }) => description),
  )

  expect(descriptions.filter((text) => !/^[A-Z].*\.$/s.test(text))).toEqual([])
})

test('help after the program of exec is the program’s', async () => {
  const { out } = await runCli(['exec', '--', process.execPath, '--help'])

  expect(out).toContain('Usage: node')
})

const complete = (script: string, ...words: readonly string[]): readonly string[] =>
  execFileSync(
    'bash',
    [
      '-c',
      `${script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mturk_local; printf '%s\\n' "\${COMPREPLY[@]}"`,
      'bash',
      ...words,
    ],
    { encoding: 'utf8' },
  )
    .trim()
    .split('\n')

test('completion in bash completes commands, flags and values', async () => {
  const { out } = await runCli(['completion', 'bash'])

  expect(complete(out, 'mturk-local', 'st')).toEqual(['start', 'stop', 'status'])
  expect(complete(out, 'mturk-local', 'start', '--smtp-')).toEqual([
    '--smtp-port',
    '--smtp-starttls',
  ])
  expect(complete(out, 'mturk-local', 'wait', '--transport', 'S')).toEqual(['SQS', 'SNS'])
  expect(complete(out, 'mturk-local', 'start', '--policy', 'w')).toEqual(['warn'])
  expect(complete(out, 'mturk-local', 'help', 'ex')).toEqual(['exec', 'export'])
})

test.each(['zsh', 'fish'])('completion in %s names every command and flag', async (shell) => {
  const { code, out } = await runCli(['completion', shell])

  expect(code).toBe(0)
  for (const { name, flags } of await commandRegistry.loadAll())
    for (const word of [name, ...Object.keys(flags)]) expect(out).toContain(word)
})

test('send-test-event says what it sent when it chose that itself', async () => {
  const { endpoint } = await startTestEmulator()

  expect(await runCli(['send-test-event', '--endpoint', endpoint])).toEqual({
    code: 0,
    out: 'Delivered AssignmentSubmitted to you@example.com. Give an event type and --to DESTINATION for others.\n',
    err: '',
  })
})

test('wait says what it waited for, and what is missing', async () => {
  const { endpoint } = await startTestEmulator()
  await runCli([
    'send-test-event',
    'HITReviewable',
    '--to',
    'a@example.com',
    '--endpoint',
    endpoint,
  ])
  const filter = ['wait', '--event-type', 'HITReviewable', '--transport', 'Email']

  const { code, out, err } = await runCli([
    ...filter,
    ...['--count', '3', '--timeout', '100', '--endpoint', endpoint],
  ])

  expect([code, out.trim().split('\n').length, err]).toEqual([
    1,
    1,
    'Waited 0.1 s for 3 deliveries by Email of HITReviewable: 2 deliveries are missing.\n',
  ])
})
