import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../support/cli.js'
import { parseAnswers } from '../support/clients.js'
import { createTempFolder, startTestEmulator } from '../support/setup.js'

function writeTempFile(name: string, content: string): string {
  const path = join(createTempFolder(), name)
  writeFileSync(path, content)
  return path
}

async function startWithCrowdCommand() {
  const emulator = await startTestEmulator()
  const crowd = (...args: readonly string[]) =>
    runCli(['crowd', ...args], { MTURK_LOCAL_ENDPOINT: emulator.endpoint })
  return { ...emulator, crowd }
}

test('a crowd is created, listed, changed, stopped, started and removed', async () => {
  const { crowd, control, createHits } = await startWithCrowdCommand()
  await createHits(2)

  const made = await crowd('students', '--workers', '3', '--seconds-of-work', '60..90', '--adult')
  await control.advance('P1D')
  const listed = await crowd()
  const changed = await crowd('students', '--workers', '2', '--error-rate', '0.5', '--json')
  const stopped = await crowd('students', '--stop')
  const going = await crowd('students', '--start')
  const gone = await crowd('students', '--remove')

  expect(made).toMatchObject({ code: 0, err: '' })
  expect(listed.out).toMatch(
    /^NAME +STATE +WORKERS.*\nstudents +running +3 +0 +4 +4 +0 +0 +0 +0 +0 +2026-01-0\S+\n$/,
  )
  expect(JSON.parse(changed.out)).toMatchObject({
    settings: { workers: 2, errorRate: 0.5, adult: true, secondsOfWork: [60, 90] },
    stats: { submitted: expect.any(Number) },
  })
  expect([stopped.out, going.out]).toEqual([
    expect.stringContaining('stopped'),
    expect.stringContaining('running'),
  ])
  expect(gone).toEqual({
    code: 0,
    out: 'students is removed; the work of its workers stays.\n',
    err: '',
  })
  expect((await crowd()).err).toContain('There are no crowds yet.')
})

test.each([
  ['a list', '[{"label": "cat"}]'],
  ['lines', '{"label": "cat"}\n{"for": "elsewhere", "fields": {"label": "dog"}}\n'],
])('answers come from a file with %s', async (_, content) => {
  const { crowd, control, createHits, listAssignments } = await startWithCrowdCommand()
  const { hitIds } = await createHits(1)

  await crowd('students', '--answers', writeTempFile('answers.json', content))
  await control.advance('P1D')

  const answers = (await listAssignments(hitIds)).map(({ Answer }) => parseAnswers(Answer))
  expect(answers).toEqual([{ label: 'cat' }, { label: 'cat' }])
})

test('settings come from a file, and flags win', async () => {
  const { crowd } = await startWithCrowdCommand()
  const settings = writeTempFile('crowd.json', '{"workers": 4, "locales": ["IN"]}')

  const { out } = await crowd('students', '--settings', settings, '--workers', '2', '--json')

  expect(JSON.parse(out).settings).toMatchObject({ workers: 2, locales: ['IN'] })
})

test('a crowd with errors reports them', async () => {
  const { crowd, control, createHits } = await startWithCrowdCommand()
  await createHits(1, { Question: readFileSync('fixtures/questions/form.xml', 'utf8') })
  await crowd('students', '--answers', writeTempFile('answers.json', '[{"tell": "many"}]'))
  await control.advance('PT6H')

  expect((await crowd('students')).err).toMatch(
    /^students: A\w{13} could not answer\. Tell: a number is asked for\./,
  )
})

test.each([
  [['a', 'b'], 'b is not expected: it takes NAME and flags.', 2],
  [['--stop'], 'Give NAME: the name of the crowd.', 2],
  [['x', '--workers', 'many'], '--workers cannot be "many". Give a whole number', 2],
  [['x', '--answers', '/none.json'], 'The answers file /none.json does not exist.', 2],
  [['x', '--settings', '/none.json'], 'The settings file /none.json does not exist.', 2],
  [['x', '--error-rate', '2'], '--error-rate cannot be "2". Give a number from 0 to 1.', 2],
  [['x', '--locales', 'us'], 'locales.0: must be such as US or US-CA', 1],
  [['x'], 'There is no crowd x.', 1],
])('%j is refused with one sentence', async (args, sentence, code) => {
  const { crowd } = await startWithCrowdCommand()

  const refused = await crowd(...args)

  expect(refused).toMatchObject({ code, out: '' })
  expect(refused.err).toContain(sentence)
})

test('the help of crowd has an example', async () => {
  const { out } = await runCli(['crowd', '--help'])

  expect(out).toContain('Example\n  mturk-local crowd students --workers 20')
})
