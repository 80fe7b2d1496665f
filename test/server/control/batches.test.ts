import { DeleteHITCommand, GetAssignmentCommand, ListHITsCommand } from '@aws-sdk/client-mturk'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { expect, test } from 'vitest'
import type { BatchInput } from '../../../src/server/control/views.js'
import { runCli } from '../../support/cli.js'
import { hitInput, startTestEmulator } from '../../support/setup.js'

const account = '000000000000'
const template = `<p>Which animal is in \${picture}?</p><p><input name="animal"></p>`
const csv = 'picture,number\n1.png,one\n"2.png, large",two\n3.png,three\n'

type ResultRow = Readonly<Record<string, string>>

async function startWithBatches() {
  const emulator = await startTestEmulator()
  const { control, mturk } = emulator
  const create = (options: Partial<BatchInput> = {}) =>
    control.request('POST /_mturk/batches', {
      body: { template, csv, title: 'Animals', batchId: '77', ...options },
    })
  const listHits = async () => (await mturk.send(new ListHITsCommand({ MaxResults: 100 }))).HITs!
  const answer = async (hitId: string, animal: string, workerId = 'A1WORKER') => {
    const { id } = await control.accept(workerId, hitId)
    await control.submit(workerId, id, { animal })
    return id
  }
  const load = (id = '77') => control.request('GET /_mturk/batches/{id}', { id })
  const loadRows = async () =>
    (await control.request('GET /_mturk/batches/{id}/rows', { id: '77' })).rows
  const download = (id = '77') => control.request('GET /_mturk/batches/{id}/results', { id })
  const review = (rows: readonly ResultRow[]) =>
    control.request('POST /_mturk/batches/{id}/review', {
      id: '77',
      body: { csv: stringify([...rows], { header: true }) },
    })
  const getAssignment = async (AssignmentId: string) =>
    (await mturk.send(new GetAssignmentCommand({ AssignmentId }))).Assignment!
  return { ...emulator, create, listHits, answer, load, loadRows, download, review, getAssignment }
}

test('a CSV file becomes HITs, whose results return as CSV and are reviewed by it', async () => {
  const { create, listHits, answer, load, loadRows, download, review, getAssignment } =
    await startWithBatches()

  const created = await create({ reward: '0.10', assignments: 2, keywords: 'animals' })
  const rows = await loadRows()
  const ids: string[] = []
  for (const { hitId, input } of rows) ids.push(await answer(hitId, `cat ${input.number}`))
  const results: readonly ResultRow[] = parse(await download(), { columns: true })
  const reviewed = await review([
    { ...results[0]!, Approve: 'x' },
    { ...results[1]!, Reject: 'It is a horse.' },
    results[2]!,
  ])

  const batch = {
    id: '77',
    ...{ account, hitTypeId: expect.any(String), title: 'Animals', reward: '0.10' },
    ...{ createdAt: '2026-01-01T00:00:00.000Z', expiration: '2026-01-08T00:00:00.000Z' },
    ...{ hits: 3, maxAssignments: 6, pending: 0, submitted: 0, approved: 0, rejected: 0 },
  }
  expect(created).toEqual({ ...batch, created: 3, existing: 0 })
  expect(await listHits()).toMatchObject(
    Array.from({ length: 3 }, () => ({
      Title: 'Animals',
      Description: 'Animals',
      Keywords: 'animals',
      Reward: '0.10',
      MaxAssignments: 2,
      AssignmentDurationInSeconds: 3600,
      AutoApprovalDelayInSeconds: 259_200,
      RequesterAnnotation: expect.stringMatching(/^BatchId:77;OriginalHitTemplateId:\d+;$/),
    })),
  )
  expect(rows.map(({ input }) => input)).toEqual([
    { picture: '1.png', number: 'one' },
    { picture: '2.png, large', number: 'two' },
    { picture: '3.png', number: 'three' },
  ])
  expect(results.map((row) => [row['Input.picture'], row['Answer.animal']])).toEqual([
    ['1.png', 'cat one'],
    ['2.png, large', 'cat two'],
    ['3.png', 'cat three'],
  ])
  expect(reviewed).toEqual({ approved: 1, rejected: 1, unchanged: 1, errors: [] })
  expect(await getAssignment(ids[0]!)).toMatchObject({ AssignmentStatus: 'Approved' })
  expect(await getAssignment(ids[1]!)).toMatchObject({
    AssignmentStatus: 'Rejected',
    RequesterFeedback: 'It is a horse.',
  })
  expect(await load()).toEqual({ ...batch, submitted: 1, approved: 1, rejected: 1 })
  expect((await loadRows())[1]!.assignments).toEqual([
    {
      ...{ id: ids[1], workerId: 'A1WORKER', status: 'Rejected' },
      submitTime: '2026-01-01T00:00:00.000Z',
      requesterFeedback: 'It is a horse.',
      answers: { animal: 'cat two' },
    },
  ])
})

test('the command line and the control API share batches and write the same file', async () => {
  const { endpoint, create, answer, listHits, download } = await startWithBatches()
  await create()
  for (const { HITId } of await listHits()) await answer(HITId!, 'cat')

  const { out } = await runCli(['batch', 'results', '77'], { MTURK_LOCAL_ENDPOINT: endpoint })

  expect(await download()).toBe(out)
})

test('results are sent as a file', async () => {
  const { endpoint, create } = await startWithBatches()
  await create()

  const { status, headers } = await fetch(`${endpoint}/_mturk/batches/77/results`)

  expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
    200,
    'text/csv; charset=utf-8',
    'attachment; filename="Batch_77_batch_results.csv"',
  ])
})

test('batches are listed newest first, by account and by text, without deleted HITs', async () => {
  const { control, mturk, create, createHit, listHits } = await startWithBatches()
  await createHit({ ...hitInput, RequesterAnnotation: 'BatchId:x;' })
  await create({ batchId: '1', title: 'Cats', csv: 'picture\na\n', lifetime: 30 })
  await create({ batchId: '2', title: 'Dogs' })
  await create({ batchId: '2', title: 'Horses', account: '111111111111' })
  await create({ batchId: '3', title: 'Deleted', csv: 'picture\nb\n', lifetime: 30 })
  const deleted = (await listHits()).find(({ Title }) => Title === 'Deleted')!
  await control.advance('PT1M')
  await mturk.send(new DeleteHITCommand({ HITId: deleted.HITId }))

  const list = async (query: { account?: string; text?: string; limit?: number } = {}) => {
    const { batches, ...page } = await control.request('GET /_mturk/batches', {
      ...query,
      total: true,
    })
    return { ...page, batches: batches.map(({ id, title, hits }) => `${id} ${title} ${hits}`) }
  }
  expect(await list()).toMatchObject({
    total: 3,
    batches: ['2 Horses 3', '2 Dogs 3', '1 Cats 1'],
  })
  expect((await list({ limit: 1 })).batches).toEqual(['2 Horses 3'])
  expect((await list({ account })).batches).toEqual(['2 Dogs 3', '1 Cats 1'])
  expect((await list({ text: 'dogs' })).batches).toEqual(['2 Dogs 3'])
  expect((await list({ text: '1' })).batches).toEqual(['1 Cats 1'])
  const { hits } = await control.request('GET /_mturk/hits', { batchId: '2', account })
  expect(hits.map(({ title }) => title)).toEqual(['Dogs', 'Dogs', 'Dogs'])
})

test('rows are read page by page, in their order', async () => {
  const { control, create } = await startWithBatches()
  await create()

  const first = await control.request('GET /_mturk/batches/{id}/rows', { id: '77', limit: 2 })
  const second = await control.request('GET /_mturk/batches/{id}/rows', {
    id: '77',
    after: first.next,
  })

  const numbers = [first, second].map(({ rows }) => rows.map(({ input }) => input.number))
  expect(numbers).toEqual([['one', 'two'], ['three']])
  expect(second.next).toBeUndefined()
})

test('with the ID of a batch that exists, only the HITs that are missing are created', async () => {
  const { create, load } = await startWithBatches()

  await create()
  const again = await create({ csv: `${csv}4.png,four\n` })

  expect(again).toMatchObject({ created: 1, existing: 3, hits: 4 })
  expect(await load()).toMatchObject({ hits: 4 })
})

test('a batch gets a random ID unless one is given', async () => {
  const { create } = await startWithBatches()

  const { id } = await create({ batchId: undefined })

  expect(id).toMatch(/^[1-9]{7}$/)
})

test('the preview of a batch is the page of its first row, which can run scripts and submit nothing', async () => {
  const { endpoint, control, listHits } = await startWithBatches()
  const script = '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>'

  const preview = await control.request('POST /_mturk/batches/previews', {
    body: {
      template: `${script}<crowd-form>\${text}</crowd-form>`,
      csv: 'text\n<b>\n',
      escape: true,
    },
  })
  const response = await fetch(endpoint + preview.path)

  expect(preview).toMatchObject({ columns: ['text'], rows: 1 })
  expect(await response.text()).toMatch(/src="\/mturk\/crowd-html.*<crowd-form>&#60;b&#62;</s)
  expect(response.headers.get('content-security-policy')).toBe(
    "sandbox allow-scripts; form-action 'none'; frame-ancestors 'self'; base-uri 'none'",
  )
  expect(await listHits()).toEqual([])
})

const emoji = 'picture,number\n1.png,1\n2.png,😀\n'

test.each<readonly [string, Partial<BatchInput>, string]>([
  ['an empty file', { csv: '' }, 'The CSV file is empty. Its first row names columns.'],
  ['no rows', { csv: 'picture\n' }, 'The CSV file has no rows below its column names.'],
  ['an unnamed column', { csv: 'picture,\na,b\n' }, 'The CSV file has no name for its column 2.'],
  [
    'a column twice',
    { csv: 'picture,picture\na,b\n' },
    'The CSV file has two columns picture. Rename one.',
  ],
  [
    'a short row',
    { csv: 'picture,number\na,b\nc\n' },
    'The CSV file has 2 columns, but line 3 has 1. Quote a value that has a comma in it.',
  ],
  [
    'a quotation mark out of place',
    { csv: 'picture\na "b"\n' },
    'The CSV file has a quotation mark out of place on line 2. Quote the whole value, and double the marks in it.',
  ],
  [
    'a quotation mark that is not closed',
    { csv: 'picture\n"a\n' },
    'The CSV file has a quotation mark that is never closed.',
  ],
  [
    'a variable without a column',
    { csv: 'pictures\na\n' },
    'The template has the variable picture, but the CSV file has no such column. Did you mean pictures?',
  ],
  [
    'a value that MTurk refuses',
    { template: `<p>\${picture} \${number}</p>`, csv: emoji },
    'The HIT of line 3 of the CSV file was refused because of its column number. The value  is not valid for the parameter QuestionXML. MTurk does not take characters beyond U+FFFF, such as emoji. In HTML, write them as character references: &#128512;. No HIT was created.',
  ],
  [
    'too many rows',
    { csv: `picture\n${'a\n'.repeat(5001)}` },
    'The CSV file has 5001 rows, and at most 5000 HITs are created at once. Divide it, or create the batch with mturk-local batch create.',
  ],
  [
    'too much text',
    { template: `\${picture}${'x'.repeat(60_000)}`, csv: `picture\n${'a\n'.repeat(1100)}` },
    expect.stringMatching(
      /^The template has 60\d+ characters, which for 1100 rows is more than 64000000 together\. /,
    ),
  ],
  ['a title that is too long', { title: 'x'.repeat(129) }, expect.stringContaining('Title')],
  ['a reward', { reward: 'cheap' }, 'reward: must be an amount such as "0.05", not "cheap".'],
  ['an ID', { batchId: 'x' }, 'batchId: must be 1 to 15 digits, not "x".'],
  ['a lifetime', { lifetime: 1 }, 'lifetime: must be at least 30, not 1.'],
])('a batch is refused, and no HIT created, for %s', async (_, options, message) => {
  const { create, listHits } = await startWithBatches()

  await expect(create(options)).rejects.toMatchObject({ status: 400, message })

  expect(await listHits()).toEqual([])
})

test('a value beyond U+FFFF is taken when values are text', async () => {
  const { create } = await startWithBatches()

  const { created } = await create({ csv: emoji, escape: true })

  expect(created).toBe(2)
})

test('a review that is refused is reported with its line and column; the others are applied', async () => {
  const { create, listHits, answer, review } = await startWithBatches()
  await create()
  const ids: string[] = []
  for (const { HITId } of await listHits()) ids.push(await answer(HITId!, 'cat'))
  await create({ batchId: '78' })
  const other = (await listHits()).find(({ RequesterAnnotation }) =>
    RequesterAnnotation!.startsWith('BatchId:78;'),
  )!
  const otherId = await answer(other.HITId!, 'dog')
  const row = (
    AssignmentId: string,
    Approve = '',
    Reject = '',
    AssignmentStatus = 'Submitted',
  ) => ({
    ...{ AssignmentId, AssignmentStatus, Approve, Reject },
  })

  const first = await review([row(ids[0]!, '', 'No'), row(ids[1]!, 'x'), row(ids[2]!)])
  const second = await review([
    row(ids[0]!, 'x', '', 'Rejected'),
    row(ids[1]!, '', 'No'),
    row(otherId, 'x'),
    row(ids[2]!, '', 'x'.repeat(1025)),
  ])

  expect(first).toEqual({ approved: 1, rejected: 1, unchanged: 1, errors: [] })
  expect(second).toEqual({
    ...{ approved: 1, rejected: 0, unchanged: 3 },
    errors: [
      {
        ...{ line: 3, column: 'Reject' },
        message: 'This operation can be called with a status of: Submitted',
      },
      {
        ...{ line: 4, column: 'AssignmentId' },
        message: `The batch 77 has no assignment ${otherId}.`,
      },
      { line: 5, column: 'Reject', message: expect.stringContaining('RequesterFeedback') },
    ],
  })
})

test.each([
  [
    'AssignmentId,Approve\n1,x\n',
    'The CSV file has no column Reject. Give a file of batch results.',
  ],
  [
    'AssignmentId,Approve,Reject\n{id},x,\n{id},x,No\n',
    'The CSV file both approves and rejects on line 3. Empty one of the two.',
  ],
  ['AssignmentId,Approve,Reject\n,x,\n', 'The CSV file has no AssignmentId on line 2.'],
])('a reviewed file that is not valid changes nothing: %j', async (text, message) => {
  const { control, create, listHits, answer, load } = await startWithBatches()
  await create()
  const id = await answer((await listHits())[0]!.HITId!, 'cat')

  const reviewing = control.request('POST /_mturk/batches/{id}/review', {
    id: '77',
    body: { csv: text.replaceAll('{id}', id) },
  })

  await expect(reviewing).rejects.toMatchObject({ status: 400, message })
  expect(await load()).toMatchObject({ submitted: 1, approved: 0, rejected: 0 })
})

test('a batch of another account, or none, is not found', async () => {
  const { control, create } = await startWithBatches()
  await create({ account: '111111111111' })

  const id = '77'
  const requests = [
    control.request('GET /_mturk/batches/{id}', { id }),
    control.request('GET /_mturk/batches/{id}/rows', { id }),
    control.request('GET /_mturk/batches/{id}/results', { id }),
    control.request('POST /_mturk/batches/{id}/review', { id, body: { csv: '' } }),
  ]

  for (const each of requests)
    await expect(each).rejects.toMatchObject({
      status: 404,
      message: 'There is no batch 77 of the account 000000000000.',
    })
  const found = await control.request('GET /_mturk/batches/{id}', { id, account: '111111111111' })
  expect(found.hits).toBe(3)
})
