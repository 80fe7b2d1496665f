import { expect, test } from 'vitest'
import { openConsole } from './console.js'

test('the console shows the documentation of the package, with its links', async () => {
  const { page } = await openConsole('/console/overview')

  await page.getByRole('link', { name: 'Docs' }).click()
  await page.getByRole('heading', { level: 1, name: 'Documentation' }).waitFor()
  await page.getByRole('link', { name: 'Fault injection' }).click()
  await page.getByRole('table').getByText('sqs:ReceiveMessage').waitFor()

  await expect.poll(() => page.title()).toBe('Fault injection · Documentation · mturk-local')
  expect(new URL(page.url()).pathname).toBe('/console/docs/faults.md')
  expect(await page.getByText('<!--').count()).toBe(0)
})

test('a link to a part of a page shows that part', async () => {
  const { page } = await openConsole('/console/docs/python-quick-start.md')

  await page.getByRole('link', { name: 'your shell' }).click()
  await page.getByRole('heading', { name: 'Your shell' }).waitFor()

  await expect
    .poll(() => page.evaluate('document.querySelector("#your-shell").getBoundingClientRect().top'))
    .toBeLessThan(800)
  expect(new URL(page.url()).hash).toBe('#your-shell')
})

test('pictures of the documentation are shown, and a page that is missing is named', async () => {
  const { page } = await openConsole('/console/docs/README.md')

  await page.getByRole('img', { name: /The console/ }).waitFor()
  await expect
    .poll(() => page.evaluate('document.querySelector(".prose img").naturalWidth'))
    .toBeGreaterThan(100)
  await page.goto(page.url().replace('README.md', 'nowhere.md'))

  await page.getByText('This installation has no page docs/nowhere.md.').waitFor()
})

test('the page of the control API links its description', async () => {
  const { page } = await openConsole('/console/api')

  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: /openapi\.json/ }).click()

  await (await opened).getByText('"openapi"').waitFor()
})
