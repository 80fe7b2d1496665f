import type { Page, Request } from 'playwright-core'

/** The requests of each page that have no response yet, without its live stream. */
const openRequests = new WeakMap<Page, ReadonlySet<Request>>()

/** Call it before the page is opened. */
export function trackRequests(page: Page): void {
  const requests = new Set<Request>()
  openRequests.set(page, requests)
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.endsWith('/stream')) requests.add(request)
  })
  page.on('requestfinished', (request) => requests.delete(request))
  page.on('requestfailed', (request) => requests.delete(request))
}

/** Resolves when a page waits for no response and has not changed for 250 ms. */
export async function waitUntilStable(page: Page): Promise<void> {
  do await waitUntilUnchanged(page)
  while (openRequests.get(page)?.size)
}

/** Resolves when a page has nothing to do after 250 ms without a change, after 3 s at the latest. */
const waitUntilUnchanged = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise((resolve) => {
    // Without a limit it is never called back in a page that Chromium does not draw any more.
    const done = () => requestIdleCallback(resolve, { timeout: 3000 })
    let timer = setTimeout(done, 250)
    setTimeout(done, 3000)
    new MutationObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(done, 250)
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  })`)
