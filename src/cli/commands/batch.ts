import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { explainWriteError } from '../../core/file-error.js'
import { readTextFile } from '../../core/json-file.js'
import { SettingError } from '../../core/setting-error.js'
import { parseCsv } from '../../domain/batches/csv-table.js'
import { batchDefaults, batchIdPattern } from '../../domain/batches/defaults.js'
import { formatResults, recordResults } from '../../domain/batches/results.js'
import { readReviews } from '../../domain/batches/review.js'
import { checkVariables, completePage } from '../../domain/batches/template.js'
import { type ParsedArguments, parseArguments, UsageError } from '../arguments.js'
import { concurrencyFlag, createFlags, readConcurrency, readNumbers } from '../batch/batch-flags.js'
import { createBatch } from '../batch/create-batch.js'
import { readBatchResults } from '../batch/read-results.js'
import { type CallOperation, createRequesterClient } from '../batch/requester-client.js'
import { applyReviews } from '../batch/review-batch.js'
import type { Command, Terminal } from '../command.js'
import { endpointFlags, resolveEndpoint } from '../endpoint-flags.js'

const actions = ['create', 'results', 'review'] as const

export const batchCommand: Command = {
  name: 'batch',
  group: 'Change',
  description:
    'Creates a HIT for each row of a CSV file, writes the results as CSV, and approves and rejects by it.',
  example: [
    'mturk-local batch create --template page.html --csv data.csv --title "Name the animal"',
    'mturk-local batch results 1234567 --csv results.csv',
    'mturk-local batch review results.csv',
  ].join('\n  '),
  positionals: [
    {
      name: 'ACTION',
      description: 'What to do with the batch.',
      values: actions,
      isRequired: true,
    },
    {
      name: 'ID|FILE',
      description: 'For results the ID of the batch, and for review the reviewed CSV file.',
    },
  ],
  flags: {
    csv: {
      placeholder: 'FILE',
      description: 'For create the rows (required), and for results the file to write.',
      default: 'standard output for results',
    },
    concurrency: concurrencyFlag,
    ...createFlags,
    'access-key': {
      placeholder: 'KEY',
      description: 'Access key, of which 12 digits are the account.',
      default: 'test',
      group: 'Emulator',
    },
    'secret-key': {
      placeholder: 'SECRET',
      description: 'Secret of the access key, needed where signatures are checked.',
      default: 'test',
      group: 'Emulator',
    },
    ...endpointFlags,
  },

  async run(args, terminal) {
    const parsed = parseArguments(args, this)
    const [action, what] = parsed.positionals
    const call = createRequesterClient({
      endpoint: resolveEndpoint(parsed, terminal),
      // Keys in the environment may be real ones, so they are not used.
      accessKey: String(parsed.values['access-key'] ?? 'test'),
      secretKey: String(parsed.values['secret-key'] ?? 'test'),
    })
    if (action !== 'create') refuseFlags(parsed, action!, Object.keys(createFlags))
    if (action === 'create') return create(call, parsed, terminal)
    if (action === 'results') return writeResults(call, parsed, terminal)
    refuseFlags(parsed, action!, ['csv'])
    return review(call, what, readConcurrency(parsed), terminal)
  },
}

const readCsvFile = (file: string, options: { readonly allowsShortRows?: boolean } = {}) =>
  parseCsv(readTextFile('The CSV file', file), { file, ...options })

function refuseFlags({ values }: ParsedArguments, action: string, names: readonly string[]): void {
  const given = names.find((name) => values[name] !== undefined)
  if (given !== undefined)
    throw new UsageError(
      `--${given} is for batch ${given === 'csv' ? 'create and batch results' : 'create'}, not for batch ${action}.`,
    )
}

async function create(
  call: CallOperation,
  parsed: ParsedArguments,
  { out }: Terminal,
): Promise<number> {
  const { values, positionals } = parsed
  if (positionals[1] !== undefined)
    throw new UsageError(`${positionals[1]} is not expected: batch create takes flags only.`)
  const [templateFile, csvFile, Title] = ['template', 'csv', 'title'].map((name) => {
    if (values[name] === undefined) throw new UsageError(`batch create needs --${name}.`)
    return String(values[name])
  }) as [string, string, string]
  const page = completePage(readTextFile('The template', templateFile))
  const table = readCsvFile(csvFile)
  checkVariables(page, table, templateFile)

  const batchId = String(values.batch ?? randomInt(1_000_000, 10_000_000))
  const { assignments, duration, lifetime, autoApprovalDelay, frameHeight } = readNumbers(parsed)
  const batch = {
    batchId,
    page,
    table,
    hitType: {
      Title,
      Description: String(values.description ?? Title),
      Keywords: values.keywords as string | undefined,
      Reward: String(values.reward ?? batchDefaults.reward),
      AssignmentDurationInSeconds: duration,
      AutoApprovalDelayInSeconds: autoApprovalDelay,
    },
    maxAssignments: assignments,
    lifetimeInSeconds: lifetime,
    frameHeight,
    valuesAreText: values.escape === true,
  }
  const { created, existing } = await createBatch(call, batch, readConcurrency(parsed))
  const rest = existing > 0 ? `, ${existing} existed already` : ''
  out(
    `HITs of batch ${batchId}: ${created} created${rest}. For the results: mturk-local batch results ${batchId} --csv results.csv\n`,
  )
  return 0
}

async function writeResults(
  call: CallOperation,
  parsed: ParsedArguments,
  { out }: Terminal,
): Promise<number> {
  const batchId = parsed.positionals[1]
  if (batchId === undefined)
    throw new UsageError('Give the ID of the batch, which batch create printed.')
  if (!batchIdPattern.test(batchId))
    throw new UsageError(`The ID of a batch cannot be "${batchId}". Give 1 to 15 digits.`)
  const results = await readBatchResults(call, batchId, readConcurrency(parsed))
  if (results.length === 0) throw new Error(`There is no batch ${batchId} of this account.`)

  const text = formatResults(results.map(recordResults))
  if (parsed.values.csv === undefined) {
    out(text)
    return 0
  }
  const file = String(parsed.values.csv)
  await writeFile(file, text).catch((error: unknown) => {
    throw new SettingError(`The file ${file} ${explainWriteError(error)}. Give another.`)
  })
  const count = results.reduce((sum, { assignments }) => sum + assignments.length, 0)
  out(
    `Assignments in ${file}: ${count}. To review them, fill in Approve or Reject, then: mturk-local batch review ${file}\n`,
  )
  return 0
}

async function review(
  call: CallOperation,
  file: string | undefined,
  concurrency: number,
  { out, err }: Terminal,
): Promise<number> {
  if (file === undefined) throw new UsageError('Give the reviewed CSV file.')
  const table = readCsvFile(file, { allowsShortRows: true })
  const reviews = readReviews(table)
  const { approved, rejected, errors } = await applyReviews(call, reviews, concurrency)
  const rest = table.rows.length - approved - rejected
  for (const error of errors) err(`mturk-local: ${error}\n`)
  out(
    `Assignments in ${file}: ${approved} approved, ${rejected} rejected, ${rest} left as they are.\n`,
  )
  return errors.length > 0 ? 1 : 0
}
