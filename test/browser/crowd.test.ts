import { expect, test } from 'vitest'
import { openConsole } from './console.js'

test('a crowd is created with a form, works, is stopped and deleted', async () => {
  const { page, createHit, control } = await openConsole('/console/crowd')
  await createHit({ MaxAssignments: 3 })
  await page.getByText('No crowds yet.').waitFor()

  await page.getByRole('link', { name: 'New crowd' }).click()
  await page.getByLabel('Name').fill('pupils')
  await page.getByLabel('Workers').fill('5')
  await page.getByLabel('Returned, %').fill('0')
  await page.getByLabel('Abandoned, %').fill('0')
  await page.getByLabel('Works on').selectOption('Draw a cat')
  await page.getByLabel('Seed').fill('x')
  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('heading', { name: 'pupils' }).waitFor()
  expect((await control.crowd('pupils')).settings).toMatchObject({ workers: 5, errorRate: 0.1 })

  await control.advance('P1D')
  const soFar = page.getByRole('region', { name: 'So far' })
  await expect.poll(() => soFar.innerText()).toMatch(/3\s+Submitted/)
  await page.getByRole('link', { name: /pupils.*5 workers.*3 submitted.*running/ }).waitFor()

  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await page.getByRole('button', { name: 'Start' }).waitFor()
  expect((await control.crowd('pupils')).state).toBe('stopped')
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('No crowds yet.').waitFor()
})

test('an invalid crowd is rejected with a message', async () => {
  const { page } = await openConsole('/console/crowd?new')

  await page.getByLabel('Returned, %').fill('60')
  await page.getByLabel('Abandoned, %').fill('60')
  await page.getByRole('button', { name: 'Start' }).click()

  await page
    .getByRole('alert')
    .getByText('returnRate, abandonRate and errorRate must not add up to more than 1')
    .waitFor()
})

test('on a small phone the workers of a crowd do not scroll sideways', async () => {
  const { page, control, endpoint } = await openConsole('/console/crowd', {
    window: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  })
  await control.putCrowd('pupils', { workers: 2 })

  await page.goto(`${endpoint}/console/crowd/pupils`)
  await page.getByRole('region', { name: 'Workers of the crowd' }).waitFor()

  const widths =
    await page.evaluate(`(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(
    document.querySelector('.stacks'))`)
  const [scrollWidth, clientWidth] = widths as readonly number[]
  expect(scrollWidth).toBe(clientWidth)
})
