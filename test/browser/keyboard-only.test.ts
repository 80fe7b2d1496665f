import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openConsole, readClipboard } from './console.js'

/** The most controls of a page that a person has to go through. */
const maxTabs = 150

/** What a screen reader reads of the focused control. */
const focusedName = `(() => {
  const { activeElement: element } = document
  const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent
  return (label ?? element.textContent).trim()
})()`

/** Presses Tab until a control has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = []
  for (let tabs = 0; tabs < maxTabs; tabs++) {
    await page.keyboard.press('Tab')
    const focused: string = await page.evaluate(focusedName)
    if (name.test(focused)) return
    passed.push(focused.slice(0, 30))
  }
  throw new Error(`Tab does not reach ${name}, but: ${passed.join(', ')}`)
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Go to' }).waitFor()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

test('the console is used with Tab, Enter, the arrow keys and text alone', async () => {
  const { page, endpoint, queues, control } = await openConsole('/console')
  const press = async (name: RegExp) => {
    await tabTo(page, name)
    await page.keyboard.press('Enter')
  }

  // The overview: a program to copy.
  await page.getByRole('button', { name: 'Copy python program' }).waitFor()
  await tabTo(page, /^Python$/)
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'Copy aws cli program' }).waitFor()
  await press(/^Copy aws cli program$/)
  await expect.poll(() => readClipboard(page)).toContain('mturk get-account-balance')

  // A test event that fails, and the one action that fixes it.
  await goTo(page, 'send a test')
  await page.getByRole('heading', { name: 'Send a test event' }).waitFor()
  await tabTo(page, /^Email$/)
  await page.keyboard.press('ArrowRight')
  await tabTo(page, /^Queue URL/)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(`${endpoint}/000000000000/news`)
  await page.keyboard.press('Enter')
  const response = page.getByRole('region', { name: 'Response', exact: true })
  await response.getByText('The specified queue does not exist.').first().waitFor()
  await press(/^Create the queue and send again$/)
  await response.getByText(/^✓?Delivered$/).waitFor()
  expect(queues.all()[0]!.peek()).toHaveLength(1)

  // The message in its queue.
  await goTo(page, 'inbox')
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()
  await press(/^Queues/)
  const queue = page.getByRole('region', { name: 'Queue', exact: true })
  await queue.getByRole('button', { name: 'Purge' }).waitFor()
  await press(/^Purge$/)
  await page.getByRole('dialog').getByRole('button', { name: 'Purge' }).waitFor()
  await press(/^Purge$/)
  await expect.poll(() => queues.all()[0]!.peek()).toEqual([])

  // A HIT.
  await goTo(page, 'hits')
  await page.getByRole('heading', { name: 'HITs' }).waitFor()
  await press(/^Create a sample HIT$/)
  const hit = page.getByRole('region', { name: 'HIT', exact: true })
  await hit.getByRole('button', { name: 'Expire' }).waitFor()
  await press(/^Expire$/)
  await hit.getByRole('button', { name: 'Expire' }).waitFor({ state: 'detached' })

  // The clock.
  await press(/^Advance$/)
  await press(/^Advance by 1 day$/)
  await expect.poll(async () => (await control.clock()).now).toBe('2026-01-02T00:00:00.000Z')
})
