import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { Download, FileChooser, Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { BatchInput } from '../../src/server/control/views.js'
import { openConsole } from './console.js'

type ResultRow = Readonly<Record<string, string>>

const content = {
  template: `<p>Is it \${color}?</p><p><input name="answer"></p>`,
  csv: 'color\nred\ngreen\nblue\n',
}

/** A console with a batch of three rows. */
async function openWithBatch(input: Partial<BatchInput> = {}) {
  const opened = await openConsole('/console/batches')
  const { control } = opened
  const batch = await control.request('POST /_mturk/batches', {
    body: { ...content, title: 'Colors', ...input },
  })
  const { rows } = await control.request('GET /_mturk/batches/{id}/rows', {
    id: batch.id,
    account: batch.account,
  })
  const answer = async (row: number, answer: string, workerId = 'A1WORKER') => {
    const { id } = await control.accept(workerId, rows[row]!.hitId)
    await control.submit(workerId, id, { answer })
  }
  return { ...opened, batch, answer }
}

async function readRows(download: Download): Promise<readonly ResultRow[]> {
  return parse(await text(await download.createReadStream()), { columns: true })
}

/** A file as a person saves it after the review. */
const csvFile = (rows: readonly ResultRow[]) => ({
  name: 'reviewed.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(stringify([...rows], { header: true })),
})

const rowOf = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Results by row' }).getByRole('row').filter({ hasText: text })

test('a batch is created from the sample, worked on, and reviewed by its file of results', async () => {
  const { page, control } = await openConsole('/console/batches')
  await page.getByText('No batches yet.').waitFor()

  await page.getByRole('link', { name: 'New batch' }).click()
  await page.getByRole('button', { name: 'Insert a sample' }).click()
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByText('3 rows with the columns number, review.').waitFor()
  const frame = page.getByTitle('Page of the first row').contentFrame()
  await frame.getByText('The best noodles in town.').waitFor()
  await page.getByLabel('Workers for each HIT').fill('2')
  await page.getByRole('button', { name: 'Create batch' }).click()

  await page.getByText('0 of 6 assignments submitted').waitFor()
  await page.getByRole('link', { name: /good or bad.*3 HITs, 0 of 6 submitted.*open/ }).waitFor()
  await rowOf(page, 'The best noodles').getByText('0 of 2 submitted').waitFor()
  await page.getByRole('link', { name: 'Show its HITs' }).click()
  const hitRows = page.getByRole('link', { name: /Is this review good or bad.*Assignable/ })
  await expect.poll(() => hitRows.count()).toBe(3)
  await page.goBack()
  await page.getByText('0 of 6 assignments submitted').waitFor()

  const { hits } = await control.request('GET /_mturk/hits')
  for (const { id } of hits) {
    const assignment = await control.accept('A1WORKER', id)
    await control.submit('A1WORKER', assignment.id, { opinion: 'good' })
  }
  await page.getByText('3 of 6 assignments submitted').waitFor()
  await page.getByRole('link', { name: /3 of 6 submitted, 0 approved.*3 to review/ }).waitFor()
  await rowOf(page, 'The soup').getByText('opinion good').waitFor()

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download results' }).click()
  const download = await downloading
  const [first, second, third] = await readRows(download)
  await page
    .getByLabel('Reviewed file')
    .setInputFiles(
      csvFile([
        { ...first!, Approve: 'x' },
        { ...second!, Reject: 'It is bad: the soup was cold.' },
        third!,
      ]),
    )
  await page.getByRole('button', { name: 'Upload' }).click()

  expect(download.suggestedFilename()).toMatch(/^Batch_\d{7}_batch_results\.csv$/)
  await page
    .getByRole('status')
    .getByText('1 assignment approved, 1 rejected. 1 row without a review.')
    .waitFor()
  await rowOf(page, 'The best noodles').getByText('Approved').waitFor()
  await rowOf(page, 'The soup').getByText('It is bad: the soup was cold.').waitFor()
  await rowOf(page, 'Friendly people').getByText('…Submitted').waitFor()
  await page.getByRole('link', { name: /1 approved.*1 to review/ }).waitFor()
})

test('reviews that are refused are shown with line, column and reason; the others are applied', async () => {
  const { page, control, batch, answer } = await openWithBatch()
  for (const row of [0, 1, 2]) await answer(row, 'yes')
  const { id } = batch
  const rows: readonly ResultRow[] = parse(
    await control.request('GET /_mturk/batches/{id}/results', { id }),
    { columns: true },
  )
  await control.request('POST /_mturk/batches/{id}/review', {
    id,
    body: { csv: stringify([{ ...rows[0]!, Approve: 'x' }], { header: true }) },
  })

  await page.getByLabel('Reviewed file').setInputFiles(
    csvFile([
      { ...rows[0]!, Reject: 'No' },
      { ...rows[1]!, AssignmentId: '3NOTHERE', Approve: 'x' },
      { ...rows[2]!, Approve: 'x' },
    ]),
  )
  await page.getByRole('button', { name: 'Upload' }).click()

  await page.getByText('1 assignment approved, 0 rejected. 2 reviews refused.').waitFor()
  const refused = page.getByRole('region', { name: 'Refused reviews' }).getByRole('row')
  expect((await refused.allInnerTexts()).slice(1).map((text) => text.split(/\s*\t\s*/))).toEqual([
    ['2', 'Reject', expect.stringContaining('was approved or rejected before. Download')],
    ['3', 'AssignmentId', `The batch ${id} has no assignment 3NOTHERE.`],
  ])

  await page.getByLabel('Reviewed file').setInputFiles(csvFile([{ HITId: '3HIT' }]))
  await page.getByRole('button', { name: 'Upload' }).click()
  await page
    .getByRole('alert')
    .getByText('The CSV file has no column AssignmentId. Give a file of batch results.')
    .waitFor()
  expect(await page.getByText('2 reviews refused').count()).toBe(0)
})

test('a batch that is refused is not created, and the form says why in its own words', async () => {
  const { page, control } = await openConsole('/console/batches/new')
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/plain', buffer })

  await page
    .getByLabel('Template from a file')
    .setInputFiles(file('page.html', Buffer.from(content.template)))
  await page
    .getByLabel('CSV from a file')
    .setInputFiles(file('data.csv', Buffer.from('\ufeffcolour\nred\n', 'utf16le')))
  await page.getByRole('button', { name: 'Preview' }).click()
  const alert = page.getByRole('alert')
  await alert
    .getByText(
      'The template has the variable color, but the CSV file has no such column. Did you mean colour?',
    )
    .waitFor()

  await page.getByLabel('CSV', { exact: true }).fill('color\nred,green\n')
  await page.getByLabel('Title').fill('Colors')
  await page.getByRole('button', { name: 'Create batch' }).click()
  await alert
    .getByText(
      'The CSV file has 1 columns, but line 2 has 2. Quote a value that has a comma in it.',
    )
    .waitFor()

  await page.getByLabel('CSV', { exact: true }).fill(content.csv)
  await page.getByLabel('Reward in dollars').fill('cheap')
  await page.getByText('More options: batch ID, account').click()
  await page.getByLabel('Batch ID').fill('first')
  await page.getByRole('button', { name: 'Create batch' }).click()
  await alert
    .getByText(
      'Reward in dollars: must be an amount such as "0.05", not "cheap". Batch ID: must be 1 to 15 digits, not "first".',
    )
    .waitFor()

  expect((await control.request('GET /_mturk/batches')).batches).toEqual([])
})

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  await element.waitFor()
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press('Tab')
    if ((await element.and(page.locator(':focus')).count()) > 0) return
  }
  throw new Error(`Tab does not reach ${element}.`)
}

test('a batch is created, downloaded and reviewed by keyboard alone', async () => {
  const { page, control } = await openConsole('/console/overview')
  // The browser has time to learn that its own dialog must not open.
  const choosing = new Promise<FileChooser>((resolve) => page.once('filechooser', resolve))
  const type = async (label: string, text: string) => {
    await tabTo(page, page.getByLabel(label, { exact: true }))
    await page.keyboard.type(text)
  }

  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Go to' }).waitFor()
  await page.keyboard.type('batches')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: 'New batch' }))
  await page.keyboard.press('Enter')
  await type('Template', content.template)
  await type('CSV', content.csv)
  await tabTo(page, page.getByRole('button', { name: 'Preview' }))
  await page.keyboard.press('Enter')
  await page.getByTitle('Page of the first row').contentFrame().getByText('Is it red?').waitFor()
  await type('Title', 'Colors')
  await page.keyboard.press('Enter')
  await page.getByText('0 of 3 assignments submitted').waitFor()

  const { hits } = await control.request('GET /_mturk/hits')
  const { id } = await control.accept('A1WORKER', hits[0]!.id)
  await control.submit('A1WORKER', id, { answer: 'yes' })
  await page.getByText('1 of 3 assignments submitted').waitFor()
  await tabTo(page, page.getByRole('button', { name: 'Download results' }))
  const downloading = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  const rows = await readRows(await downloading)
  await tabTo(page, page.getByLabel('Reviewed file'))
  await page.keyboard.press('Enter')
  await (await choosing).setFiles(csvFile(rows.map((row) => ({ ...row, Approve: 'x' }))))
  await tabTo(page, page.getByRole('button', { name: 'Upload' }))
  await page.keyboard.press('Enter')

  await page.getByText('1 assignment approved, 0 rejected.').waitFor()
  await rowOf(page, 'blue').getByText('Approved').waitFor()
})

test('the sample replaces what was entered only after a question', async () => {
  const { page } = await openConsole('/console/batches/new')
  const csv = page.getByLabel('CSV', { exact: true })

  await csv.fill('color\nred\n')
  await page.getByRole('button', { name: 'Insert a sample' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => csv.inputValue()).toBe('color\nred\n')
  await page.getByRole('button', { name: 'Insert a sample' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click()

  await expect.poll(() => csv.inputValue()).toContain('noodles')
})

test('values that are text are previewed as text, and another text removes the preview', async () => {
  const { page } = await openConsole('/console/batches/new')
  const frame = page.getByTitle('Page of the first row')

  await page.getByLabel('Template', { exact: true }).fill(content.template)
  await page.getByLabel('CSV', { exact: true }).fill('color\n<b>red</b>\n')
  await page.getByRole('button', { name: 'Preview' }).click()
  await frame.contentFrame().getByText('Is it red?').waitFor()
  await page.getByLabel('The values are text, not HTML').check()
  await frame.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Preview' }).click()

  await frame.contentFrame().getByText('Is it <b>red</b>?').waitFor()
})

test('many rows are shown page by page', async () => {
  const colors = Array.from({ length: 120 }, (_, index) => `color${index + 1}`)
  const { page } = await openWithBatch({ csv: ['color', ...colors, ''].join('\n') })
  const rows = page.getByRole('region', { name: 'Results by row' }).getByRole('row')

  await page.getByText('1 to 50 of 120').waitFor()
  await rowOf(page, 'color50').waitFor()
  await page.getByRole('button', { name: 'Next' }).click()
  await rowOf(page, 'color51').waitFor()
  await page.getByRole('button', { name: 'Next' }).click()
  await rowOf(page, 'color120').waitFor()
  expect(await rows.count()).toBe(21)
  await page.getByText('101 to 120 of 120').waitFor()
  expect(await page.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Previous' }).click()

  await rowOf(page, 'color51').waitFor()
})

test('while workers submit, the list of batches is loaded every two seconds at most', async () => {
  const { page, answer } = await openWithBatch({ assignments: 40 })
  await page.getByText('0 of 120 assignments submitted').waitFor()
  let requests = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/_mturk/batches') requests++
  })

  const start = performance.now()
  for (let worker = 0; worker < 40; worker++) await answer(0, 'yes', `A${worker}WORKER`)
  await page.getByRole('link', { name: /40 of 120 submitted/ }).waitFor()

  // The first comes at once.
  expect(requests).toBeLessThanOrEqual((performance.now() - start) / 2000 + 1)
})

test('batches of several requesters with one ID are kept apart, and found by title', async () => {
  const { page, control } = await openWithBatch({ batchId: '7' })
  await control.request('POST /_mturk/batches', {
    body: {
      ...content,
      title: 'Colours',
      csv: 'color\nred\n',
      batchId: '7',
      account: '111111111111',
    },
  })

  await page.getByLabel('Search').fill('colours')
  await page.getByRole('link', { name: /Colours.*1 HIT,/ }).click()
  await page.getByText('0 of 1 assignments submitted').waitFor()
  await page.getByRole('link', { name: 'Show its HITs' }).click()
  await page.getByRole('link', { name: /Colours/ }).waitFor()

  expect(await page.getByRole('link', { name: /Colors/ }).count()).toBe(0)
})

test('where a token is required, the preview is shown and the results are downloaded', async () => {
  const token = 'a-secret-of-the-test'
  const { page } = await openConsole(`/console/batches/new#token=${token}`, { token })

  await page.getByRole('button', { name: 'Insert a sample' }).click()
  await page.getByRole('button', { name: 'Preview' }).click()
  const frame = page.getByTitle('Page of the first row').contentFrame()
  await frame.getByText('The best noodles in town.').waitFor()
  await page.getByRole('button', { name: 'Create batch' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download results' }).click()

  expect(await readRows(await downloading)).toEqual([])
  await page.getByText('0 of 3 assignments submitted').waitFor()
})
