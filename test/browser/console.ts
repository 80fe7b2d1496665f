import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, inject, onTestFinished } from 'vitest'
import type { Options } from '../../src/index.js'
import { startMarket } from '../support/market.js'

/** A marketplace of the test's own, and somebody who looks at it in a browser. */
export async function openConsole(
  path = '/console',
  { window, mayBlock, ...options }: Partial<Options> & PageOptions = {},
) {
  const market = await startMarket(options)
  const page = await openPage(market.endpoint + path, { window, mayBlock })
  return { ...market, page }
}

export interface PageOptions {
  readonly window?: BrowserContextOptions
  /** Whether something on the page may try what it must not, which a browser blocks and tells. */
  readonly mayBlock?: boolean
}

/** A page in a window of its own; whatever it complains of fails the test. */
export async function openPage(
  url: string,
  { window = {}, mayBlock = false }: PageOptions = {},
): Promise<Page> {
  const browser = await chromium.connect(inject('chromium'))
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...window,
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() !== 'error' || isRefusal(text) || (mayBlock && isBlock(text))) return
    complaints.push(text)
  })
  onTestFinished(async () => {
    await browser.close()
    expect(complaints).toEqual([])
  })
  await page.goto(url)
  return page
}

/** A browser writes down each answer of 400 and above; the page tells what it means. */
const isRefusal = (text: string): boolean => /^Failed to load resource: .* status of 4/.test(text)

const isBlock = (text: string): boolean =>
  /sandboxed|has been blocked|net::ERR_(FAILED|NAME_NOT_RESOLVED|BLOCKED_BY_RESPONSE)/.test(text)

export const clipboardOf = (page: Page): Promise<string> =>
  page.evaluate('navigator.clipboard.readText()')
