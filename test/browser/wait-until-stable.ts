import type { Page } from 'playwright-core'

/** Resolves when a page has not changed for 250 ms, after 3 s at the latest. */
export const waitUntilStable = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise((done) => {
    let timer = setTimeout(done, 250)
    const give = setTimeout(done, 3000)
    new MutationObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(done, 250)
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  })`)
