import { expect, test } from 'vitest'
import { openConsole } from './console.js'

test('the clock tells what falls due next, and is moved to it', async () => {
  const { page, createHit, control } = await openConsole('/console/clock')
  await page.getByText('2026-01-01 00:00:00').waitFor()
  const { HITId } = await createHit()
  await control.accept('A1WORKER', HITId!)

  const row = page.getByRole('row', { name: /00:10:00 10 min .*assignment is abandoned/ })
  await row.getByRole('button', { name: 'Go there: 2026-01-01T00:10:00.000Z' }).click()

  await page.getByText('2026-01-01 00:10:00').first().waitFor()
  await row.waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /01:00:00 50 min .*HIT expires/ }).waitFor()
})

test('the clock is set ahead by a duration and to an instant, by keyboard alone', async () => {
  const { page, control } = await openConsole('/console/clock')
  await page.getByText('2026-01-01 00:00:00').waitFor()

  await page.getByRole('button', { name: '1 day' }).press('Enter')
  await page.getByText('2026-01-02 00:00:00').waitFor()
  await page.getByLabel('By a duration').fill('P2DT12H')
  await page.getByLabel('By a duration').press('Enter')
  await page.getByText('2026-01-04 12:00:00').waitFor()
  await page.getByLabel('To an instant, UTC').fill('2026-02-01T08:30:00')
  await page.getByLabel('To an instant, UTC').press('Enter')
  await page.getByText('2026-02-01 08:30:00').waitFor()

  await page.getByLabel('By a duration').fill('tomorrow')
  await page.getByRole('button', { name: 'Advance' }).click()
  await page.getByRole('alert').getByText('Give "by" as a duration').waitFor()
  expect((await control.clock()).now).toBe('2026-02-01T08:30:00.000Z')
})

test('the clock is set going, and stopped', async () => {
  const { page, control } = await openConsole('/console/clock')

  await page.getByRole('button', { name: 'Let it run' }).click()
  await page.getByText('It runs as the wall’s clock does').waitFor()
  expect((await control.clock()).state).toBe('running')
  await page.getByRole('button', { name: 'Freeze it' }).click()
  await page.getByText('It stands still until it is moved').waitFor()

  expect((await control.clock()).state).toBe('frozen')
})
