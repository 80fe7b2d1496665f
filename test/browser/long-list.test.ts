import { SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openConsole } from './console.js'

const rowCount = 100_000

async function openLongList() {
  const opened = await openConsole('/console/deliveries')
  const { mturk, control, marketplace } = opened
  const Notification = {
    Destination: 'number-0@example.com',
    Transport: 'Email' as const,
    Version: '2014-08-15',
    EventTypes: [],
  }
  const send = () =>
    mturk.send(new SendTestEventNotificationCommand({ Notification, TestEventType: 'Ping' }))
  await send()
  const { id } = (await control.deliveries()).deliveries[0]!
  await marketplace.store.transaction(async (tx) => {
    const like = (await tx.deliveries.find({ id }))!
    const numbered = (number: number) => ({
      ...like,
      id: `number-${number}`,
      destination: `number-${number}@example.com`,
    })
    for (let from = 1; from < rowCount; from += 1000)
      await tx.deliveries.putAll(
        Array.from({ length: Math.min(1000, rowCount - from) }, (_, more) => numbered(from + more)),
      )
  })
  await opened.page.reload()
  return { ...opened, send }
}

const countElements = (page: Page): Promise<number> =>
  page.evaluate('document.querySelectorAll("*").length')

/** The limit of elements on the page, whatever the length of the list. */
const maxElements = 700

test('the keyboard moves through a hundred thousand deliveries to the last', async () => {
  const { page } = await openLongList()
  await page.getByText('100,000').waitFor()
  await page.getByRole('link', { name: /number-99999@/ }).focus()
  expect(await countElements(page)).toBeLessThan(maxElements)

  await page.keyboard.press('PageDown')
  await page.keyboard.press('PageDown')
  await page.getByRole('link', { name: /number-99980@/ }).waitFor()
  await page.keyboard.press('End')
  const last = page.getByRole('link', { name: /number-0@/ })
  await last.waitFor()
  expect(await countElements(page)).toBeLessThan(maxElements)
  expect(await last.locator('..').getAttribute('aria-posinset')).toBe('100000')

  await last.press('Enter')
  await page.getByRole('heading', { name: '1 attempt' }).waitFor()
  await page.mouse.move(300, 500)
  await page.mouse.wheel(0, -3_000_000)
  await page
    .getByRole('link', { name: /@example.com/ })
    .first()
    .waitFor()
  expect(await countElements(page)).toBeLessThan(maxElements)
})

test('one of a hundred thousand deliveries is found, and new ones are counted', async () => {
  const { page, send } = await openLongList()
  await page.getByText('100,000').waitFor()

  await page.getByRole('searchbox').fill('number-4711@')
  await page.getByRole('link', { name: /number-4711@/ }).waitFor()
  await page.getByRole('searchbox').fill('')
  await page.getByRole('link', { name: /number-99999@/ }).focus()
  await page.keyboard.press('End')
  await page.getByRole('link', { name: /number-0@/ }).waitFor()
  await send()

  await page.getByRole('button', { name: '1 newer' }).click()
  await page.getByText('100,001').waitFor()
  await page.getByRole('link', { name: /number-99999@/ }).waitFor()
})
