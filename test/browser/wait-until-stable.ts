import type { Page, Request } from 'playwright-core'

/** The requests of each page that are not finished, and its live stream until that is open. */
const openRequests = new WeakMap<Page, ReadonlySet<Request>>()

/** Call it before the page is opened. */
export function trackRequests(page: Page): void {
  const requests = new Set<Request>()
  openRequests.set(page, requests)
  page.on('request', (request) => requests.add(request))
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('/stream')) requests.delete(response.request())
  })
  page.on('requestfinished', (request) => requests.delete(request))
  page.on('requestfailed', (request) => requests.delete(request))
}

/** Resolves when a page waits for no response and has not changed for some milliseconds. */
export async function waitUntilStable(page: Page, quietMs = 250): Promise<void> {
  do await waitUntilUnchanged(page, quietMs)
  while (openRequests.get(page)?.size)
}

/** Resolves when a page has nothing to do after a time without a change, after 3 s at the latest. */
const waitUntilUnchanged = (page: Page, quietMs: number): Promise<unknown> =>
  page.evaluate(`new Promise((resolve) => {
    // Without a limit it is never called back in a page that Chromium does not draw any more.
    const done = () => requestIdleCallback(resolve, { timeout: 3000 })
    let timer = setTimeout(done, ${quietMs})
    setTimeout(done, 3000)
    new MutationObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(done, ${quietMs})
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  })`)
