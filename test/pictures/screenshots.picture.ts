import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { test } from 'vitest'
import { openPage } from '../browser/console.js'
import { emptyPages, startPopulated } from '../browser/populated.js'
import { waitUntilStable } from '../browser/wait-until-stable.js'
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
