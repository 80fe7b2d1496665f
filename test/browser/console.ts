import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, inject, onTestFinished } from 'vitest'
import type { Config } from '../../src/index.js'
import { startTestEmulator } from '../support/setup.js'
import { trackRequests } from './wait-until-stable.js'

/** Starts an emulator for the test and opens a page of its console. */
export async function openConsole(
  path = '/console/deliveries',
  { window, allowBlocked, ...options }: Partial<Config> & PageOptions = {},
) {
  const emulator = await startTestEmulator(options)
  const page = await openPage(emulator.endpoint + path, { window, allowBlocked })
  return { ...emulator, page }
}

export interface PageOptions {
  readonly window?: BrowserContextOptions
  /** Whether the page may try things that the browser blocks, with a message on the console. */
  readonly allowBlocked?: boolean
}

/** Opens a page in a new context; an error on its console fails the test. */
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
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  trackRequests(page)
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

/** Browsers log each response of 400 and above, which the page itself reports. */
const isErrorStatus = (text: string): boolean =>
  /^Failed to load resource: .* status of 4/.test(text)

const isBlockedByBrowser = (text: string): boolean =>
  /sandboxed|has been blocked|net::ERR_(FAILED|INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|BLOCKED_BY_RESPONSE)/.test(
    text,
  )

/** Types a text as soon as an element appears, before the browser has painted it. */
export const typeOnceThereIs = (page: Page, selector: string, field: string, text: string) =>
  page.evaluate(`new MutationObserver((_, observer) => {
    if (!document.querySelector(${JSON.stringify(selector)})) return
    observer.disconnect()
    const field = document.querySelector(${JSON.stringify(field)})
    field.value = ${JSON.stringify(text)}
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }).observe(document, { subtree: true, childList: true })`)

export const readClipboard = (page: Page): Promise<string> =>
  page.evaluate('navigator.clipboard.readText()')
