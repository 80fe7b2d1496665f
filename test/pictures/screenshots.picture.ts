import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { test } from 'vitest'
import { openPage } from '../browser/console.js'
import { crowdElementsScript } from '../browser/crowd-page.js'
import { fillInElements } from '../browser/fill-in-elements.js'
import { emptyPages, startPopulated } from '../browser/populated.js'
import { waitUntilStable } from '../browser/wait-until-stable.js'
import { htmlQuestion } from '../browser/worker-site.js'
import { createCrowdPage, crowdParts } from '../support/crowd-parts.js'
import { startTestEmulator } from '../support/setup.js'

const folder = 'screenshots'
const windows: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1280, height: 800 } },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
}
/** The maximum height of a screenshot in pixels; up to it, all content of a page is visible. */
const maxHeight = 2400

async function takeScreenshot(page: Page, url: string, path: string): Promise<void> {
  const { width, height } = page.viewportSize()!
  await page.goto(url)
  await waitUntilStable(page)
  const hidden = await page.evaluate(
    'Math.max(0, ...[...document.querySelectorAll("html, main, .detail")].map((each) => each.scrollHeight - each.clientHeight))',
  )
  await page.setViewportSize({ width, height: Math.min(height + (hidden as number), maxHeight) })
  await waitUntilStable(page)
  await page.screenshot({ path })
  await page.setViewportSize({ width, height })
}

test.each(Object.entries(windows))('screenshots of every page: %s', async (name, window) => {
  rmSync(join(folder, name), { recursive: true, force: true })
  const { endpoint, pages } = await startPopulated()
  const page = await openPage('about:blank', { window, allowBlocked: true })
  for (const [title, path] of Object.entries(pages))
    await takeScreenshot(page, endpoint + path, join(folder, name, `${title}.png`))
})

/** What opens on a page, by name: the page, and how it is opened. */
const openings: Readonly<Record<string, readonly [path: string, open: (page: Page) => unknown]>> = {
  'assignment-open': ['hit-open', (page) => page.locator('details.message').nth(1).click()],
  'settings-open': ['hit-type', (page) => page.getByRole('button', { name: 'Edit' }).click()],
  'dialog-go-to': ['hits', (page) => page.keyboard.press('Control+k')],
  'dialog-keyboard': ['hits', (page) => page.keyboard.press('?')],
  'menu-extend': ['hit-open', (page) => page.getByText('Extend').click()],
  'message-open': ['queue', (page) => page.locator('details.message').first().click()],
  'send-failed': ['send', sendToMissingQueue],
  'topic-subscribe': ['topic', (page) => page.getByText('New subscription').click()],
  'worker-attributes': [
    'worker-qualifications',
    (page) => page.locator('summary', { hasText: 'Edit' }).click(),
  ],
}

async function sendToMissingQueue(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'SQS' }).check()
  await page.getByLabel('Queue URL').fill('http://127.0.0.1/000000000000/missing')
  await page.getByText('More options').click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByRole('region', { name: 'Failure' }).waitFor()
}

test.each(Object.entries(windows))('screenshots of what opens: %s', async (name, window) => {
  const { endpoint, pages } = await startPopulated()
  const page = await openPage('about:blank', { window, allowBlocked: true })
  for (const [title, [path, open]] of Object.entries(openings)) {
    await page.goto(endpoint + pages[path])
    await waitUntilStable(page)
    await open(page)
    await waitUntilStable(page)
    await page.screenshot({ path: join(folder, name, `${title}.png`) })
  }
})

test.each(Object.entries(windows))(
  'screenshot of the form for the token: %s',
  async (name, window) => {
    const { endpoint } = await startTestEmulator({ token: 'hard-to-guess-token' })
    const page = await openPage(`${endpoint}/console`, { window })
    await page.getByLabel('requires a token').fill('another-wrong-token')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    await page.screenshot({ path: join(folder, name, 'token.png') })
  },
)

test('screenshots of empty pages', async () => {
  const { endpoint } = await startTestEmulator()
  const page = await openPage('about:blank', { window: windows.light })
  for (const path of emptyPages)
    await takeScreenshot(
      page,
      endpoint + path,
      join(folder, 'empty', `${path.slice(1).replaceAll('/', '-')}.png`),
    )
})

/** Elements of crowd-html-elements that are shown on one page. */
const crowdPages: Readonly<Record<string, readonly string[]>> = {
  categories: ['crowd-classifier', 'crowd-image-classifier-multi-select'],
  drawing: ['crowd-bounding-box', 'crowd-semantic-segmentation'],
  inputs: Object.keys(crowdParts).filter((each) =>
    /input|area|slider-label|checkbox|toggle|radio-group/.test(each),
  ),
  layout: Object.keys(crowdParts).filter((each) =>
    /alert|badge|card|fab|button$|instructions|modal|tabs|toast/.test(each),
  ),
  texts: ['crowd-entity-annotation', 'crowd-question-answer-generation', 'crowd-text-ranking'],
}

test.each(Object.entries(windows))('screenshots of crowd elements: %s', async (name, window) => {
  const { endpoint, createHit, control } = await startTestEmulator()
  const page = await openPage('about:blank', { window })
  // All of the frame must be in view.
  await page.setViewportSize({ ...page.viewportSize()!, height: 2000 })
  for (const [title, elements] of Object.entries(crowdPages)) {
    const { html } = createCrowdPage(['crowd-form', ...elements])
    const Question = htmlQuestion(`${crowdElementsScript}${html}`, 1700)
    const { HITId } = await createHit({ Title: title, Question })
    await control.accept('A1WORKER', HITId!)
    await page.goto(`${endpoint}/worker/A1WORKER/hit/${HITId}`)
    const frame = page.getByTitle(title).contentFrame()
    await frame.getByRole('button', { name: 'Submit', disabled: false }).waitFor()
    await fillInElements(frame, html)
    await page.evaluate('scrollTo(0, 0)')
    await page.screenshot({ path: join(folder, name, `worker-crowd-${title}.png`) })
  }
})
