import { expect, test } from 'vitest'
import { openConsole } from './console.js'

test('the clock page shows upcoming events, and advances to one', async () => {
  const { page, createHit, control } = await openConsole('/console/clock')
  await page.getByText('2026-01-01 00:00:00').waitFor()
  const { HITId } = await createHit()
  await control.accept('A1WORKER', HITId!)

  const row = page.getByRole('row', { name: /00:10:00 10 min .*assignment is abandoned/ })
  await row.getByRole('button', { name: 'Skip ahead to 2026-01-01T00:10:00.000Z' }).click()

  await page.getByText('2026-01-01 00:10:00').first().waitFor()
  await row.waitFor({ state: 'detached' })
  await page.getByRole('row', { name: /01:00:00 50 min .*HIT expires/ }).waitFor()
})

test('the clock is advanced by a duration and to an instant with the keyboard alone', async () => {
  const { page, control } = await openConsole('/console/clock')
  await page.getByText('2026-01-01 00:00:00').waitFor()

  await page.getByRole('button', { name: '1 day' }).press('Enter')
  await page.getByText('2026-01-02 00:00:00').waitFor()
  await page.getByLabel('Duration').fill('2 days and 12 hours')
  await page.getByLabel('Duration').press('Enter')
  await page.getByText('2026-01-04 12:00:00').waitFor()
  await page.getByLabel('Date and time (UTC)').fill('2026-02-01T08:30:00')
  await page.getByLabel('Date and time (UTC)').press('Enter')
  await page.getByText('2026-02-01 08:30:00').waitFor()

  await page.getByLabel('Duration').fill('tomorrow')
  await page.getByLabel('Duration').press('Enter')
  await page.getByRole('alert').getByText('Give a duration such as PT1H').waitFor()
  expect((await control.clock()).now).toBe('2026-02-01T08:30:00.000Z')
})

test('the clock is started and frozen', async () => {
  const { page, control } = await openConsole('/console/clock')

  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByText('The clock runs at the speed of real time.').waitFor()
  expect((await control.clock()).state).toBe('running')
  await page.getByRole('button', { name: 'Freeze', exact: true }).click()
  await page.getByText('The clock is frozen').waitFor()

  expect((await control.clock()).state).toBe('frozen')
})

test('the sidebar shows the clock on every page, with its distance from real time', async () => {
  const { page, control } = await openConsole('/console/hits')
  const sidebar = page.getByRole('region', { name: 'Emulator clock' })
  await sidebar.getByText('Jan 1, 2026, 00:00').or(sidebar.getByText('Jan 1, 00:00')).waitFor()
  await sidebar.getByText('frozen').waitFor()

  await sidebar.getByText('Advance', { exact: true }).press('Enter')
  await sidebar.getByRole('button', { name: 'Advance by 1 day' }).press('Enter')
  await sidebar.getByText(/Jan 2, (2026, )?00:00/).waitFor()
  await sidebar.getByRole('button', { name: 'Run the clock' }).click()
  await sidebar.getByRole('button', { name: 'Freeze the clock' }).waitFor()

  expect((await control.clock()).state).toBe('running')
})

test('an advance shows its progress, also after a reload, and is stopped', async () => {
  const { page, control } = await openConsole('/console/deliveries')
  await control.putCrowd('busy', { workers: 100, arrivalsPerHour: 6000 })
  const sidebar = page.getByRole('region', { name: 'Emulator clock' })
  await sidebar.getByText('Advance', { exact: true }).click()
  const advance = control.advance('P300D').catch((error: Error) => error.message)
  await sidebar.getByText('Advancing to 2026-10-28 00:00').waitFor()

  await page.reload()
  await sidebar.getByText('Advancing to 2026-10-28 00:00').waitFor()
  await sidebar.getByRole('button', { name: 'Stop the advance' }).click()

  expect(await advance).toContain('The advance was stopped at')
  await sidebar.getByText('Advancing to 2026-10-28 00:00').waitFor({ state: 'detached' })
})
