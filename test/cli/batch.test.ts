import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CreateHITCommand,
  type HIT,
  ListAssignmentsForHITCommand,
  ListHITsCommand,
} from '@aws-sdk/client-mturk'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { runCli } from '../support/cli.js'
import { createTempFolder, hitInput, startTestEmulator } from '../support/setup.js'

const animalTemplate = `<p>Which animal is in \${picture}?</p>
<p><label><input type="radio" name="animal" value="cat" required> A cat</label>
<label><input type="radio" name="animal" value="dog"> A dog</label></p>`

type ResultRow = Readonly<Record<string, string>>

async function startWithBatchCommand() {
  const emulator = await startTestEmulator()
  const folder = createTempFolder()
  const path = (name: string) => join(folder, name)
  const batch = (...args: readonly string[]) =>
    runCli(['batch', ...args], { MTURK_LOCAL_ENDPOINT: emulator.endpoint })
  const create = (template: string, csv: string, ...args: readonly string[]) => {
    writeFileSync(path('page.html'), template)
    writeFileSync(path('data.csv'), csv)
    const files = ['--template', path('page.html'), '--csv', path('data.csv')]
    return batch('create', ...files, '--title', 'Animals', '--batch', '77', ...args)
  }
  const listHits = async (): Promise<readonly HIT[]> =>
    (await emulator.mturk.send(new ListHITsCommand({ MaxResults: 100 }))).HITs!
  const answer = async (hit: HIT, answers: Record<string, string>, workerId = 'A1WORKER') => {
    const { id } = await emulator.control.accept(workerId, hit.HITId!)
    await emulator.control.submit(workerId, id, answers)
    return id
  }
  const readResults = async (): Promise<readonly ResultRow[]> =>
    parse((await batch('results', '77')).out, { columns: true })
  return { ...emulator, path, batch, create, listHits, answer, readResults }
}

test('a CSV file of 100 rows becomes 100 HITs, whose results return as CSV and are reviewed by it', async () => {
  const { mturk, control, path, batch, create, listHits, listAssignments } =
    await startWithBatchCommand()
  const rows = Array.from({ length: 100 }, (_, index) => `"${index}.png, large",${index}`)

  const created = await create(animalTemplate, `picture,number\n${rows.join('\n')}\n`)
  await control.putCrowd('students', { workers: 20, arrivalsPerHour: 200, acceptRate: 1 })
  await control.advance('PT2H')
  const written = await batch('results', '77', '--csv', path('results.csv'))
  const results: readonly ResultRow[] = parse(readFileSync(path('results.csv')), { columns: true })
  const reviewed = results.map((row, index) => ({
    ...row,
    Approve: index < 60 ? 'x' : '',
    Reject: index >= 60 && index < 80 ? 'It is a horse.' : '',
  }))
  writeFileSync(path('reviewed.csv'), formatCsv(reviewed))
  const review = await batch('review', path('reviewed.csv'))

  expect(created).toMatchObject({ code: 0, err: '' })
  expect(created.out).toMatch(/^HITs of batch 77: 100 created\. /)
  expect(written.out).toContain(`Assignments in ${path('results.csv')}: 100. `)
  expect(results.map((row) => row['Input.number'])).toEqual(rows.map((_, index) => String(index)))
  expect(new Set(results.map((row) => row['Answer.animal']))).toEqual(new Set(['cat', 'dog']))
  expect(results[3]).toMatchObject({
    'Input.picture': '3.png, large',
    AssignmentStatus: 'Submitted',
    Approve: '',
    Reject: '',
  })
  expect(review).toEqual({
    code: 0,
    out: `Assignments in ${path('reviewed.csv')}: 60 approved, 20 rejected, 20 left as they are.\n`,
    err: '',
  })
  const hits = await listHits()
  const assignments = await listAssignments(hits.map(({ HITId }) => HITId!))
  const count = (status: string) =>
    assignments.filter(({ AssignmentStatus }) => AssignmentStatus === status).length
  expect([count('Approved'), count('Rejected'), count('Submitted')]).toEqual([60, 20, 20])
  const { Assignments } = await mturk.send(
    new ListAssignmentsForHITCommand({ HITId: results[60]!.HITId }),
  )
  expect(Assignments![0]!.RequesterFeedback).toBe('It is a horse.')
})

const formatCsv = (rows: readonly ResultRow[]): string =>
  [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))]
    .map((values) => values.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
    .join('\r\n')

const website = JSON.parse(readFileSync('fixtures/results/columns.json', 'utf8'))

test('results have the columns and the formats of the requester website', async () => {
  const { batch, create, listHits, answer, control } = await startWithBatchCommand()
  await create(`<crowd-form>\${image_url}</crowd-form>`, 'image_url\ncat.png\n', '--reward', '0.02')
  const [hit] = await listHits()
  await control.advance('PT1H')
  const boxes = [
    { boundingBoxes: [{ label: 'Cat' }], inputImageProperties: { height: 2, width: 3 } },
  ]
  await answer(hit!, { taskAnswers: JSON.stringify([{ annotatedResult: boxes[0] }]) })

  const { out } = await batch('results', '77')

  const [header, row] = parse(out) as string[][]
  expect(header).toEqual([
    ...website.columns,
    website.inputColumn,
    ...website.answerColumns,
    ...website.lastColumns,
  ])
  expect(Object.fromEntries(header!.map((name, index) => [name, row![index]]))).toMatchObject({
    HITId: hit!.HITId,
    Title: 'Animals',
    Reward: website.values.Reward,
    CreationTime: 'Wed Dec 31 16:00:00 PST 2025',
    RequesterAnnotation: expect.stringMatching(/^BatchId:77;OriginalHitTemplateId:\d+;$/),
    Expiration: 'Wed Jan 07 16:00:00 PST 2026',
    NumberOfSimilarHITs: website.values.NumberOfSimilarHITs,
    SubmitTime: 'Wed Dec 31 17:00:00 PST 2025',
    ApprovalTime: '',
    WorkTimeInSeconds: '0',
    LifetimeApprovalRate: '0% (0/0)',
    'Answer.annotatedResult.boundingBoxes': '[{"label":"Cat"}]',
    'Answer.annotatedResult.inputImageProperties.width': '3',
  })
})

test('values are inserted as HTML, as the website did, and with --escape as text', async () => {
  const { create, listHits } = await startWithBatchCommand()
  const csv = 'text\n"<b>""5 <3 & 2""</b>"\n'

  const refused = await create(`<p>\${text}</p>`, csv)
  await create(`<p>\${text}</p>`, csv, '--escape')
  await create(`<p>\${ text }</p>`, 'text\n<b>bold</b>\n', '--batch', '78')

  const pages = (await listHits()).map(({ Question }) => /<p>(.*?)<\/p>/.exec(Question!)![1])
  expect(pages.toSorted()).toEqual([
    '&#60;b&#62;&#34;5 &#60;3 &#38; 2&#34;&#60;/b&#62;',
    '<b>bold</b>',
  ])
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(
    /^mturk-local: The HIT of line 2 of \S+data\.csv was refused\. CreateHITWithHITType: .* add --batch 77\.\n$/s,
  )
})

test('inputs return unchanged, whatever characters they have', async () => {
  const { create, listHits, answer, readResults } = await startWithBatchCommand()
  const inputs = ['--> ]]>', `\${text}`, 'two\nlines', '😀 "é"', '</form>']
  const csv = inputs.map((text) => `"${text.replaceAll('"', '""')}"`).join('\n')
  await create(`<p>\${text}</p>`, `\uFEFFtext\n${csv}\n`, '--escape')
  for (const hit of await listHits()) await answer(hit, { seen: 'yes' })

  expect((await readResults()).map((row) => row['Input.text'])).toEqual(inputs)
})

test('a template that is the content of a form becomes a whole page, and a page stays as it is', async () => {
  const { create, listHits } = await startWithBatchCommand()
  const page = `<!DOCTYPE html><html><body><form><p>\${a}</p></form></body></html>`

  await create('<input name="label">', 'a\n1\n')
  await create(page, 'a\n2\n', '--batch', '78')

  const [first, second] = (await listHits())
    .toSorted((a, b) => a.RequesterAnnotation!.localeCompare(b.RequesterAnnotation!))
    .map(({ Question }) => Question!)
  expect(first).toMatch(
    /<!DOCTYPE html>.*<form [^>]*externalSubmit.*<input name="label">\s*<p><input type="submit"/s,
  )
  expect(second).toContain(`<![CDATA[${page.replace(`\${a}`, '2')}\n<!-- mturk-local row 1: `)
})

test('create with the ID of a batch creates only the HITs that are missing', async () => {
  const { create, listHits } = await startWithBatchCommand()

  await create(`<p>\${a}</p>`, 'a\n1\n2\n')
  const { out } = await create(`<p>\${a}</p>`, 'a\n1\n2\n3\n')

  expect(out).toMatch(/^HITs of batch 77: 1 created, 2 existed already\. /)
  expect(await listHits()).toHaveLength(3)
})

test('results include only the HITs of the batch, and several answers of one HIT', async () => {
  const { mturk, create, listHits, answer, readResults, batch } = await startWithBatchCommand()
  await mturk.send(new CreateHITCommand({ ...hitInput, RequesterAnnotation: 'BatchId:771;' }))
  await create(`<p>\${a}</p>`, 'a\n1\n', '--assignments', '2')
  const hit = (await listHits()).find(({ Title }) => Title === 'Animals')!
  await answer(hit, { label: 'x' }, 'A1WORKER')
  await answer(hit, { note: 'y' }, 'A2WORKER')

  expect(
    (await readResults()).map((row) => [row.WorkerId, row['Answer.label'], row['Answer.note']]),
  ).toEqual([
    ['A1WORKER', 'x', ''],
    ['A2WORKER', '', 'y'],
  ])
  expect(await batch('results', '7')).toMatchObject({
    code: 1,
    err: 'mturk-local: There is no batch 7 of this account.\n',
  })
})

test('a review overrides an earlier rejection, and reports each row that is refused', async () => {
  const { create, listHits, answer, batch, path, readResults } = await startWithBatchCommand()
  await create(`<p>\${a}</p>`, 'a\n1\n2\n')
  const ids: string[] = []
  for (const hit of await listHits()) ids.push(await answer(hit, { label: 'x' }))
  const review = (text: string) => {
    writeFileSync(path('reviewed.csv'), text)
    return batch('review', path('reviewed.csv'))
  }

  const rejected = await review(`AssignmentId,Approve,Reject\n${ids[0]},,No\n${ids[1]}\n`)
  const approved = await review(
    `AssignmentId,AssignmentStatus,Approve,Reject\n${ids[0]},Rejected,x,\n3UNKNOWN,Submitted,,No\n`,
  )

  expect(rejected.out).toContain(': 0 approved, 1 rejected, 1 left as they are.')
  expect(approved).toMatchObject({
    code: 1,
    out: expect.stringContaining(': 1 approved, 0 rejected, 1 left as they are.'),
    err: expect.stringMatching(/^mturk-local: Line 3: RejectAssignment: .*3UNKNOWN.*\n$/),
  })
  const results = await readResults()
  expect(results.map((row) => row.AssignmentStatus).toSorted()).toEqual(['Approved', 'Submitted'])
  expect(results.map((row) => row.LifetimeApprovalRate)).toEqual(['100% (1/1)', '100% (1/1)'])
  expect(results.map((row) => row.Last7DaysApprovalRate)).toEqual(['100% (1/1)', '100% (1/1)'])
})
