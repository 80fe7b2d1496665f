import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../../src/index.js'
import { runCli } from '../support/cli.js'

const token = 'hard-to-guess-token'
/** Files by name, with their contents. */
const files = {
  'list.json': '[1]',
  'broken.json': '{ "a":\n  b }',
  'config.json': '{ "prot": 1 }',
  'queues.json': '{ "qeues": [] }',
  'queue.json': '{ "queues": [{ "name": "news", "atributes": {} }] }',
  'type.json': '{ "hitTypes": [{ "properties": 1 }] }',
  'crowd.json': '{ "crowds": [{ "name": "x", "wrokers": 3 }] }',
  'settings.json': '{ "wrokers": 3 }',
  'key.json': '{ "AKIDEXAMPLE": 1 }',
  'page.html': `<p>\${picture}</p>`,
  'data.csv': 'pictures,number\ncat.png,1\n',
  'empty.csv': '',
  'header.csv': 'picture\n\n',
  'unnamed.csv': 'picture,\n1,2\n',
  'repeated.csv': 'picture,picture\n1,2\n',
  'short.csv': 'picture,number\n1,2\n\n3\n',
  'quote.csv': 'picture\na "b"\n',
  'open.csv': 'picture\n"a\n',
  'both.csv': 'AssignmentId,Approve,Reject\n1,x,\n2,x,No\n',
  'anonymous.csv': 'AssignmentId,Approve,Reject\n,x,\n',
}

let folder: string
/** One that requires a token, and one that does not. */
let closed: Emulator
let open: Emulator
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mturk-local-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  mkdirSync(join(folder, 'folder'))
  open = await startEmulator({ logLevel: 'error' })
  closed = await startEmulator({ token, logLevel: 'error' })
})
afterAll(async () => {
  await open.close()
  await closed.close()
  rmSync(folder, { recursive: true })
})

/** Words in braces are replaced by the folder of the files, an endpoint or a port. */
const fillIn = (text: string): string =>
  text
    .replaceAll('{folder}', folder)
    .replaceAll('{open}', open.endpoint)
    .replaceAll('{closed}', closed.endpoint)
    .replaceAll('{port}', new URL(open.endpoint).port)

const eventTypes =
  'AssignmentAccepted, AssignmentAbandoned, AssignmentReturned, AssignmentSubmitted, AssignmentRejected, AssignmentApproved, HITCreated, HITExpired, HITReviewable, HITExtended, HITDisposed, Ping'

test.each([
  // Commands.
  ['strat', 'There is no command strat. Did you mean start? See mturk-local --help.'],
  ['frobnicate', 'There is no command frobnicate. See mturk-local --help.'],
  [
    '--port 7000',
    '--port is not expected before a command: give the command first, as in mturk-local start --port. See mturk-local --help.',
  ],
  ['help strat', 'There is no command strat. Did you mean start? See mturk-local --help.'],

  // Flags.
  ['start --prot 1', 'There is no flag --prot. Did you mean --port? See mturk-local start --help.'],
  ['start -p 1', 'There is no flag -p. See mturk-local start --help.'],
  ['start --port', '--port needs a value: --port PORT. See mturk-local start --help.'],
  ['start --port --data x', '--port needs a value: --port PORT. See mturk-local start --help.'],
  [
    'start --allow-aws=yes',
    '--allow-aws takes no value, so yes is not expected. See mturk-local start --help.',
  ],
  [
    'start --lambda review=app.handler --lambda other',
    '--lambda cannot be "review=app.handler; other". Give a name and a handler, such as review=src/app.handler.',
  ],
  [
    'start --lambda review={folder}/app.handler',
    'The function review has no file: there is no app.js, app.mjs, app.cjs, app.py in {folder}. Give its path without the extension, a dot and the name of the handler.',
  ],
  ['status --jsn', 'There is no flag --jsn. Did you mean --json? See mturk-local status --help.'],
  ['exec --fast -- node', 'There is no flag --fast. See mturk-local exec --help.'],

  // Words.
  ['start 7000', '7000 is not expected: it takes flags only. See mturk-local start --help.'],
  ['reset all', 'all is not expected. Did you mean --all? See mturk-local reset --help.'],
  ['crowd a b', 'b is not expected: it takes NAME and flags. See mturk-local crowd --help.'],
  [
    'send-test-event HITReviewable you@example.com',
    'you@example.com is not expected: it takes EVENT and flags. See mturk-local send-test-event --help.',
  ],
  ['backup', 'Give FILE: the file to write. See mturk-local backup --help.'],
  [
    'exec',
    'Give the program to run, as in: mturk-local exec -- python publish_hits.py. See mturk-local exec --help.',
  ],
  ['crowd --workers 3', 'Give NAME: the name of the crowd. See mturk-local crowd --help.'],

  ['batch', 'Give ACTION: what to do with the batch. See mturk-local batch --help.'],
  [
    'batch result 1',
    'ACTION cannot be "result". Give one of create, results, review. Did you mean results? See mturk-local batch --help.',
  ],
  ['batch create --csv x', 'batch create needs --template. See mturk-local batch --help.'],
  [
    'batch create data.csv',
    'data.csv is not expected: batch create takes flags only. See mturk-local batch --help.',
  ],
  [
    'batch results',
    'Give the ID of the batch, which batch create printed. See mturk-local batch --help.',
  ],
  [
    'batch results x.csv',
    'The ID of a batch cannot be "x.csv". Give 1 to 15 digits. See mturk-local batch --help.',
  ],
  [
    'batch results 1 --title x',
    '--title is for batch create, not for batch results. See mturk-local batch --help.',
  ],
  [
    'batch review x.csv --csv y.csv',
    '--csv is for batch create and batch results, not for batch review. See mturk-local batch --help.',
  ],
  ['batch review', 'Give the reviewed CSV file. See mturk-local batch --help.'],

  // Values.
  [
    'batch create --reward cheap',
    '--reward cannot be "cheap". Give an amount such as 0.05. See mturk-local batch --help.',
  ],
  ['start --port many', '--port cannot be "many". Give a whole number from 0 to 65535.'],
  ['start --port 70000', '--port cannot be "70000". Give a whole number from 0 to 65535.'],
  ['start --policy sometimes', '--policy cannot be "sometimes". Give one of warn, enforce, off.'],
  [
    'start --clock yesterday',
    '--clock cannot be "yesterday". Give an instant such as 2026-01-01T00:00:00Z.',
  ],
  [
    'start --sqs-endpoint nowhere',
    '--sqs-endpoint cannot be what was given. Give a URL such as http://127.0.0.1:4566.',
  ],
  [
    'start --data mysql://x/y',
    'mysql is not supported for --data. Give a file, or a URL of postgres://.',
  ],
  [
    'send-test-event HitReviewable',
    `EVENT cannot be "HitReviewable". Give one of ${eventTypes}. Did you mean HITReviewable? See mturk-local send-test-event --help.`,
  ],
  [
    'send-test-event --version 1',
    '--version cannot be "1". Give one of 2006-05-05, 2014-08-15. See mturk-local send-test-event --help.',
  ],
  [
    'wait --transport Mail',
    '--transport cannot be "Mail". Give one of Email, SQS, SNS. Did you mean Email? See mturk-local wait --help.',
  ],
  [
    'wait --count many',
    '--count cannot be "many". Give a whole number from 1 to 1000000000. See mturk-local wait --help.',
  ],
  [
    'deliveries --account 12',
    '--account cannot be "12". Give 12 digits. See mturk-local deliveries --help.',
  ],
  [
    'advance tomorrow',
    '"tomorrow" is neither a duration nor an instant. Give one such as PT1H, P3D or 2026-02-01T00:00:00Z. See mturk-local advance --help.',
  ],
  [
    'crowd students --workers lots',
    '--workers cannot be "lots". Give a whole number from 1 to 10000. See mturk-local crowd --help.',
  ],
  [
    'crowd students --workers 99999999999',
    '--workers cannot be "99999999999". Give a whole number from 1 to 10000. See mturk-local crowd --help.',
  ],
  [
    'crowd students --accept-rate 3',
    '--accept-rate cannot be "3". Give a number from 0 to 1. See mturk-local crowd --help.',
  ],
  [
    'crowd students --arrivals-per-hour 0',
    '--arrivals-per-hour cannot be "0". Give a number above 0, up to 1000000. See mturk-local crowd --help.',
  ],
  [
    'crowd students --seconds-of-work 300..30',
    '--seconds-of-work cannot be "300..30". Give the least and the most, such as 30..300. See mturk-local crowd --help.',
  ],
  [
    'fault throttel operation=CreateHIT',
    'what cannot be "throttel". Give one of error, throttle, delay, drop, duplicate, reorder, batch, hang, disconnect. Did you mean throttle? See mturk-local fault --help.',
  ],
  [
    'status --endpoint 127.0.0.1:6887',
    '--endpoint cannot be "127.0.0.1:6887". Give a URL such as http://127.0.0.1:6887. See mturk-local status --help.',
  ],
  [
    'completion tcsh',
    'SHELL cannot be "tcsh". Give one of bash, zsh, fish. See mturk-local completion --help.',
  ],
  [
    'exec --endpoint {open} --seed x -- node',
    '--seed is for an emulator that is started, and {open} is already running. Give one of the two. See mturk-local exec --help.',
  ],

  // Ports and addresses.
  [
    'start --port {port}',
    'Port {port} of 127.0.0.1 is taken, perhaps by another mturk-local. Give --port another, or 0 for a free one.',
  ],
  [
    'start --port 0 --smtp-port {port}',
    'Port {port} of 127.0.0.1 is taken, perhaps by another mturk-local. Give --smtp-port another, or 0 for a free one.',
  ],

  // Files.
  ['start --config /none.json', 'The config file /none.json does not exist.'],
  [
    'start --config {folder}/list.json',
    'The config file {folder}/list.json is not a JSON object of settings.',
  ],
  [
    'start --config {folder}/config.json',
    'There is no setting "prot" of the config file. Did you mean "port" of the config file?',
  ],
  ['start --init {folder}/folder', 'The init file {folder}/folder is a folder, not a file.'],
  [
    'start --init {folder}/queues.json',
    'The init file {folder}/queues.json is not valid: there is no "qeues" (did you mean "queues"?).',
  ],
  [
    'start --init {folder}/queue.json',
    'The init file {folder}/queue.json is not valid: queues.0: there is no "atributes" (did you mean "attributes"?).',
  ],
  [
    'start --init {folder}/type.json',
    'The init file {folder}/type.json is not valid: hitTypes.0.properties: must be an object.',
  ],
  [
    'start --port 0 --smtp-port 0 --init {folder}/crowd.json',
    'The init file’s crowd x cannot be created: there is no "wrokers" (did you mean "workers"?).',
  ],
  [
    'crowd students --settings {folder}/list.json',
    'The settings file {folder}/list.json is not a JSON object of crowd settings.',
  ],
  [
    'start --credentials {folder}/key.json',
    'The credentials file {folder}/key.json must hold a JSON object such as {"AKIDEXAMPLE": "its secret"}.',
  ],
  [
    'start --data {folder}/folder',
    'The data file {folder}/folder is a folder, not a file. Give --data another.',
  ],
  [
    'start --data /none/world.db',
    'The data file /none/world.db cannot be created: its folder does not exist. Give --data another.',
  ],
  [
    'export /none/world.json --endpoint {open}',
    'The file /none/world.json cannot be created: its folder does not exist. Give another.',
  ],

  // CSV files.
  ...(
    [
      [
        'data',
        'The template {folder}/page.html has the variable picture, but {folder}/data.csv has no such column. Did you mean pictures?',
      ],
      ['none', 'The CSV file {folder}/none.csv does not exist.'],
      ['empty', 'The CSV file {folder}/empty.csv is empty. Its first row names columns.'],
      ['header', 'The CSV file {folder}/header.csv has no rows below its column names.'],
      ['unnamed', 'The CSV file {folder}/unnamed.csv has no name for its column 2.'],
      ['repeated', 'The CSV file {folder}/repeated.csv has two columns picture. Rename one.'],
      [
        'short',
        'The CSV file {folder}/short.csv has 2 columns, but line 4 has 1. Quote a value that has a comma in it.',
      ],
      [
        'quote',
        'The CSV file {folder}/quote.csv has a quotation mark out of place on line 2. Quote the whole value, and double the marks in it.',
      ],
      ['open', 'The CSV file {folder}/open.csv has a quotation mark that is never closed.'],
    ] as const
  ).map(([name, sentence]): [string, string] => [
    `batch create --template {folder}/page.html --csv {folder}/${name}.csv --title x`,
    sentence,
  ]),
  [
    'batch create --template /none.html --csv {folder}/data.csv --title x',
    'The template /none.html does not exist.',
  ],
  [
    'batch review {folder}/data.csv',
    'The CSV file {folder}/data.csv has no column AssignmentId. Give a file of batch results.',
  ],
  [
    'batch review {folder}/both.csv',
    'The CSV file {folder}/both.csv both approves and rejects on line 3. Empty one of the two.',
  ],
  [
    'batch review {folder}/anonymous.csv',
    'The CSV file {folder}/anonymous.csv has no AssignmentId on line 2.',
  ],

  // Tokens.
  [
    'start --token short',
    '--token cannot be what was given. Give 16 to 200 letters, digits and . _ ~ - that are hard to guess.',
  ],
  [
    'start --worker-token hard-to-guess-token',
    '--worker-token alone protects nothing. Give --token too, which workers do not need.',
  ],
])('%s is refused with one sentence and exit code 2', async (line, sentence) => {
  expect(await runCli(fillIn(line).split(' '))).toEqual({
    code: 2,
    out: '',
    err: `mturk-local: ${fillIn(sentence)}\n`,
  })
})

test.each([
  [
    { MTURK_LOCAL_LAMBDA_QUEUE: 'news=review;other' },
    'start',
    2,
    'MTURK_LOCAL_LAMBDA_QUEUE cannot be "news=review;other". Give a queue and a function, such as news=review or "news=review BatchSize=5 ReportBatchItemFailures".',
  ],
  [
    { MTURK_LOCAL_PROT: '1' },
    'start',
    2,
    'There is no setting MTURK_LOCAL_PROT. Did you mean MTURK_LOCAL_PORT? See mturk-local start --help.',
  ],
  [
    { MTURK_LOCAL_PORT: 'x' },
    'start',
    2,
    'MTURK_LOCAL_PORT cannot be "x". Give a whole number from 0 to 65535.',
  ],
  [
    { MTURK_LOCAL_ENDPOINT: 'nowhere' },
    'status',
    2,
    'MTURK_LOCAL_ENDPOINT cannot be "nowhere". Give a URL such as http://127.0.0.1:6887. See mturk-local status --help.',
  ],
  [
    { MTURK_LOCAL_TOKEN: 'another-wrong-token' },
    'status --endpoint {closed}',
    1,
    'The emulator does not accept the token in MTURK_LOCAL_TOKEN: set the one that it was started with.',
  ],
  [
    {},
    'fault --endpoint {closed}',
    1,
    'The emulator requires a token: give --token, or set MTURK_LOCAL_TOKEN.',
  ],
  [
    {},
    'status --endpoint {closed} --token another-wrong-token',
    1,
    'The emulator does not accept this token: give --token as it was given to the emulator.',
  ],
  [
    {},
    'status --endpoint http://127.0.0.1:1',
    1,
    'No mturk-local answers at http://127.0.0.1:1: the Fetch standard forbids this port.',
  ],
  [
    {},
    'send-test-event --to nowhere --endpoint {open}',
    1,
    'The value "nowhere" is not valid for the parameter Destination. (AWS.MechanicalTurk.InvalidParameterValue)',
  ],
  [
    {},
    'check-consumer --queue events --endpoint {open}',
    1,
    'There is no queue events. Give the URL of one.',
  ],
  [
    {},
    'check-consumer --topic news --endpoint {open}',
    1,
    'There is no topic news. Give the ARN of one.',
  ],
  [
    {},
    'crowd students --settings {folder}/settings.json --endpoint {open}',
    1,
    'There is no body member "wrokers": there are seed, workers, arrivalsPerHour, acceptRate, returnRate, abandonRate, errorRate, continueRate, secondsOfWork, consensusRate, locales, adult, master, qualifications, account, hitTypes, answers. Did you mean "workers"?',
  ],
])(
  'with %j, %s fails with exit code %i and one sentence',
  async (environment, line, code, sentence) => {
    expect(await runCli(fillIn(line).split(' '), environment as Record<string, string>)).toEqual({
      code,
      out: '',
      err: `mturk-local: ${fillIn(sentence)}\n`,
    })
  },
)

test('a file that is not valid JSON is refused with its name', async () => {
  const { code, err } = await runCli(['start', '--config', join(folder, 'broken.json')])

  // Only newer engines report the line.
  expect(code).toBe(2)
  expect(err).toMatch(/^mturk-local: The config file \S+broken\.json is not valid JSON.*\.\n$/)
})

test('every command that calls the control API takes the token', async () => {
  const commands = ['status', 'deliveries', 'crowd', 'fault', 'export', 'reset', 'advance PT1S']

  for (const command of commands) {
    const args = [...command.split(' '), '--endpoint', closed.endpoint, '--token', token]
    expect([command, (await runCli(args)).code]).toEqual([command, 0])
  }
})
