import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, inject, onTestFinished } from 'vitest'
import type { Config } from '../../src/index.js'
import { startTestEmulator } from '../support/setup.js'

/** A marketplace of the test's own, and somebody who looks at it in a browser. */
export async function openConsole(
  path = '/console',
  { window, allowBlocked, ...options }: Partial<Config> & PageOptions = {},
) {
  const emulator = await startTestEmulator(options)
  const page = await openPage(emulator.endpoint + path, { window, allowBlocked })
  return { ...emulator, page }
}

export interface PageOptions {
  readonly window?: BrowserContextOptions
  /** Whether something on the page may try what it must not, which a browser blocks and tells. */
  readonly allowBlocked?: boolean
}

/** A page in a window of its own; whatever it complains of fails the test. */
export async function openPage(
  url: string,
  { window = {}, allowBlocked = false }: PageOptions = {},
): Promise<Page> {
  const browser = await chromium.connect(inject('chromium'))
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...window,
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => {
    const text = message.text()
    if (
      message.type() !== 'error' ||
      isErrorStatus(text) ||
      (allowBlocked && isBlockedByBrowser(text))
    )
      return
    errors.push(text)
  })
  onTestFinished(async () => {
    await browser.close()
    expect(errors).toEqual([])
  })
  await page.goto(url)
  return page
}

/** A browser writes down each answer of 400 and above; the page tells what it means. */
const isErrorStatus = (text: string): boolean =>
  /^Failed to load resource: .* status of 4/.test(text)

const isBlockedByBrowser = (text: string): boolean =>
  /sandboxed|has been blocked|net::ERR_(FAILED|NAME_NOT_RESOLVED|BLOCKED_BY_RESPONSE)/.test(text)

export const readClipboard = (page: Page): Promise<string> =>
  page.evaluate('navigator.clipboard.readText()')
