import { type MTurkClient, SendTestEventNotificationCommand } from '@aws-sdk/client-mturk'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openConsole, type PageOptions } from './console.js'

async function openWithMails(names: readonly string[], options: PageOptions = {}) {
  const opened = await openConsole('/console/deliveries', options)
  for (const name of names) await sendPing(opened.mturk, name)
  return opened
}

const sendPing = (mturk: MTurkClient, name: string) =>
  mturk.send(
    new SendTestEventNotificationCommand({
      Notification: {
        Destination: `${name}@example.com`,
        Transport: 'Email',
        Version: '2014-08-15',
        EventTypes: ['Ping'],
      },
      TestEventType: 'Ping',
    }),
  )

/** Hides the page or shows it again: it closes its stream while it is hidden. */
const setHidden = (page: Page, isHidden: boolean) =>
  page.evaluate(`Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))`)

test('the newest row is open, and j and k go through the list', async () => {
  const { page, endpoint } = await openWithMails(['jane', 'john', 'joan'])
  const detail = page.getByRole('region', { name: 'Delivery' })
  const openRow = page.locator('.row[aria-current]')
  await page.goto(`${endpoint}/console/deliveries`)
  await detail.getByText('joan@example.com').first().waitFor()

  await page.keyboard.press('j')
  await detail.getByText('john@example.com').first().waitFor()
  await page.keyboard.press('j')
  await detail.getByText('jane@example.com').first().waitFor()
  await page.keyboard.press('k')
  await detail.getByText('john@example.com').first().waitFor()

  await expect.poll(() => openRow.innerText()).toContain('john@example.com')
})

test('/ searches, Escape goes back to the open row, and ? shows the keys', async () => {
  const { page } = await openWithMails(['jane'])
  await page.getByRole('link', { name: /jane/ }).waitFor()

  await page.keyboard.press('/')
  await page.keyboard.type('jan?')
  await page.getByText('No matching deliveries.').waitFor()
  await page.keyboard.press('Backspace')
  await page.getByRole('link', { name: /jane/ }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('row')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('Ctrl+K goes to a page, and searches a text everywhere', async () => {
  const { page } = await openWithMails(['jane', 'john'])
  await page.getByRole('link', { name: /jane/ }).waitFor()

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Go to' }).waitFor()
  await page.keyboard.type('fau')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Faults' }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Go to' }).waitFor()
  await page.keyboard.type('john')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  await page.getByRole('link', { name: /to john/ }).waitFor()
  expect(await page.getByRole('link', { name: /to jane/ }).count()).toBe(0)
})

test('a list can be paused and resized by keyboard, and keeps its width', async () => {
  const { page, mturk, control } = await openWithMails(['jane'])
  await page.getByRole('link', { name: /jane/ }).waitFor()
  await page.getByRole('button', { name: 'Pause' }).press('Enter')
  await sendPing(mturk, 'john')
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: /Inbox.*2 unread/ })
    .waitFor()
  expect(await page.getByRole('link', { name: /john/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Resume' }).press('Enter')
  await page.getByRole('link', { name: /john/ }).waitFor()

  const handle = page.getByRole('separator', { name: 'Width of the list' })
  const list = page.locator('.split > .list')
  const before = (await list.boundingBox())!.width
  await handle.press('ArrowRight')
  await expect.poll(async () => (await list.boundingBox())!.width).toBeGreaterThan(before)
  const after = (await list.boundingBox())!.width
  await page.reload()
  await page.getByRole('link', { name: /john/ }).waitFor()

  expect((await list.boundingBox())!.width).toBe(after)
  expect((await control.deliveries()).deliveries).toHaveLength(2)
})

test('a paused list stays what it is when the connection is opened again', async () => {
  const { page, endpoint, mturk } = await openWithMails(['jane'])
  await page.getByRole('link', { name: /jane/ }).waitFor()
  await page.getByText(/Live$/).waitFor()
  await page.getByRole('button', { name: 'Pause' }).press('Enter')
  const listRequests: string[] = []
  page.on('request', (request) => {
    if (request.url().startsWith(`${endpoint}/_mturk/deliveries?`)) listRequests.push(request.url())
  })

  await setHidden(page, true)
  await sendPing(mturk, 'john')
  await setHidden(page, false)
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: /Inbox.*2 unread/ })
    .waitFor()
  await page.getByText(/Live$/).waitFor()

  expect(await page.getByRole('link', { name: /john/ }).count()).toBe(0)
  expect(listRequests).toEqual([])
  // Another filter is another list: it is loaded once, as it is now.
  await page.keyboard.press('/')
  await page.keyboard.type('joh')
  await page.getByRole('link', { name: /john/ }).waitFor()
})

test('a lost connection is said once, and the data stays in view', async () => {
  const { page } = await openWithMails(['jane'], { allowBlocked: true })
  await page.getByRole('link', { name: /jane/ }).waitFor()
  await page.getByText(/Live$/).waitFor()

  await page.context().setOffline(true)
  await setHidden(page, true)
  await setHidden(page, false)
  await page.getByRole('alert').getByText('Connection lost, retrying.').waitFor()
  expect(await page.getByRole('alert').count()).toBe(1)
  await page.getByRole('link', { name: /jane/ }).waitFor()
  await page.context().setOffline(false)

  await page.getByText(/Live$/).waitFor()
  await page.getByRole('alert').waitFor({ state: 'detached' })
})
