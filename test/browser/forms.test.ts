import { readFileSync } from 'node:fs'
import { GetAssignmentCommand } from '@aws-sdk/client-mturk'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { parseAnswers } from '../support/clients.js'
import { startWorkerSite } from './worker-site.js'

const everyKind = readFileSync('fixtures/questions/every-kind.xml', 'utf8')

async function openForm(Question = everyKind, options: Parameters<typeof startWorkerSite>[0] = {}) {
  const work = await startWorkerSite(options)
  await work.createHit({ Question })
  const page = await work.open()
  // The form shows a picture from the site of its requester.
  await page.route('https://example.com/wool.png', (route) =>
    route.fulfill({
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    }),
  )
  const answers = async () => {
    const { assignments } = await work.control.request('GET /_mturk/workers/{id}/assignments', {
      id: 'A1WORKER',
    })
    const command = new GetAssignmentCommand({ AssignmentId: assignments[0]!.id })
    return parseAnswers((await work.mturk.send(command)).Assignment?.Answer)
  }
  return { ...work, page, answers }
}

async function openAcceptedForm() {
  const form = await openForm()
  await form.page.getByRole('button', { name: 'Accept & work' }).click()
  return form
}

const clickSubmit = (page: Page) => page.getByRole('button', { name: 'Submit' }).click()

test('a form shows all its content, and every kind of answer is submitted', async () => {
  const { page, answers } = await openAcceptedForm()

  await page.getByRole('heading', { name: 'Cats' }).waitFor()
  await page.getByRole('listitem').filter({ hasText: 'its mood' }).waitFor()
  await page.getByRole('cell', { name: 'red' }).waitFor()
  await page.getByText('MTurk showed a Flash').waitFor()
  await page.getByAltText('Wool').waitFor()
  await page.getByLabel('How many legs?').fill('4')
  await page.getByLabel('Its story?').fill('Once a cat sat')
  const colour = page.getByRole('group', { name: 'Question 3' })
  await colour.getByLabel('In your own words').fill('ginger')
  await page.getByLabel('Milk').check()
  await page.getByLabel('Mice').check()
  await page.getByLabel('Which size?').selectOption('Large')
  const country = page.getByRole('group', { name: 'Question 6' })
  await country.getByLabel('In your own words').fill('Persia')
  await page.getByLabel('Which friends?').selectOption(['Dog', 'Fox'])
  const file = { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from('miaow') }
  await page.getByLabel('A picture?').setInputFiles(file)
  await clickSubmit(page)

  await page.getByText('Your work was submitted.').waitFor()
  expect(await answers()).toEqual({
    legs: '4',
    story: 'Once a cat sat',
    colour: 'ginger',
    likes: 'milk|mice',
    size: 'l',
    country: 'Persia',
    friends: 'dog|fox',
    picture: expect.stringMatching(/^5\|\w+$/),
  })
})

test('invalid answers are reported, and the form keeps its values', async () => {
  const { page, answers } = await openAcceptedForm()

  await clickSubmit(page)
  expect(await page.locator('input:invalid').getAttribute('name')).toBe('legs')
  await page.getByLabel('How many legs?').fill('4')
  await page.getByLabel('Its story?').fill('Twice')
  for (const name of ['Milk', 'Mice', 'Wool']) await page.getByRole('checkbox', { name }).check()
  await clickSubmit(page)
  const alert = page.getByRole('alert')
  await alert.getByText('story: Begin with Once. likes: choose 1 to 2.').waitFor()
  await page.getByLabel('Milk').uncheck()
  await page.getByLabel('Its story?').fill('Once')
  await clickSubmit(page)

  await page.getByText('Your work was submitted.').waitFor()
  expect(await answers()).toEqual({ legs: '4', story: 'Once', likes: 'mice|wool' })
})

test('free text that is not chosen in the end is not submitted', async () => {
  const { page, answers } = await openAcceptedForm()

  await page.getByLabel('How many legs?').fill('4')
  const colour = page.getByRole('group', { name: 'Question 3' })
  await colour.getByLabel('In your own words').fill('ginger')
  expect(await colour.getByLabel('Other').isChecked()).toBe(true)
  await colour.getByLabel('White').check()
  await clickSubmit(page)

  await page.getByText('Your work was submitted.').waitFor()
  expect(await answers()).toMatchObject({ colour: 'w' })
})

test('in a preview a form is disabled', async () => {
  const { page } = await openForm()

  await page.getByRole('link', { name: 'Draw a cat', exact: true }).click()

  await page.getByLabel('How many legs?').waitFor()
  expect(await page.getByLabel('How many legs?').isDisabled()).toBe(true)
  expect(await page.getByRole('button', { name: 'Submit' }).isDisabled()).toBe(true)
})

test('formatted content cannot run scripts, submit forms, embed frames or set styles', async () => {
  const evil = `<p id="app" class="failed" style="position:fixed">Quiet
    <img src="https://example.com/wool.png" onerror="document.title = 'mine'"><script>document.title = 'mine'</script>
    <a href="javascript:document.title = 'mine'">one</a> <a href="https://example.com/">two</a>
    <form action="/mturk/externalSubmit"><input name="assignmentId"></form>
    <iframe src="/console"></iframe><svg onload="document.title = 'mine'"></svg></p>`
  const { page } = await openForm(
    everyKind.replace('<p><b>Be kind.</b>', `${evil}<p><b>Be kind.</b>`),
    { allowBlocked: true },
  )

  await page.getByRole('link', { name: 'Draw a cat', exact: true }).click()
  const formatted = page.locator('.formatted').filter({ hasText: 'Quiet' })
  await formatted.waitFor()

  expect(await formatted.locator('script, iframe, form, input, svg').count()).toBe(0)
  expect(await formatted.innerHTML()).not.toMatch(/onerror|javascript:|style=|class=|id=/)
  const two = formatted.getByRole('link', { name: 'two' })
  expect(await two.getAttribute('target')).toBe('_blank')
  expect(await page.title()).toContain('A1WORKER')
})

test('a half-filled form survives a reload, until it is submitted', async () => {
  const { page, answers } = await openAcceptedForm()
  await page.getByLabel('How many legs?').fill('4')
  await page.getByLabel('Its story?').fill('Once a cat sat')
  await page.getByLabel('Milk').check()
  await page.getByLabel('Which size?').selectOption('Large')
  await page.getByLabel('Which friends?').selectOption(['Dog', 'Fox'])

  await page.reload()
  await expect.poll(() => page.getByLabel('How many legs?').inputValue()).toBe('4')
  const restored = {
    story: await page.getByLabel('Its story?').inputValue(),
    milk: await page.getByLabel('Milk').isChecked(),
    mice: await page.getByLabel('Mice').isChecked(),
    size: await page.getByLabel('Which size?').locator('option:checked').innerText(),
    friends: await page.getByLabel('Which friends?').locator('option:checked').allInnerTexts(),
  }
  const drafts = () =>
    page.evaluate('Object.keys(sessionStorage).filter((key) => key.includes("draft")).length')
  expect(await drafts()).toBe(1)
  await page
    .getByRole('group', { name: 'Question 3' })
    .getByLabel('In your own words')
    .fill('ginger')
  await page
    .getByRole('group', { name: 'Question 6' })
    .getByLabel('In your own words')
    .fill('Persia')
  const file = { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from('miaow') }
  await page.getByLabel('A picture?').setInputFiles(file)
  await clickSubmit(page)
  await page.getByText('Your work was submitted.').waitFor()

  expect(restored).toEqual({
    story: 'Once a cat sat',
    milk: true,
    mice: false,
    size: 'Large',
    friends: ['Dog', 'Fox'],
  })
  expect(await answers()).toMatchObject({ legs: '4', story: 'Once a cat sat' })
  expect(await drafts()).toBe(0)
})
