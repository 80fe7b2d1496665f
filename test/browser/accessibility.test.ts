import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContextOptions, Frame, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createCrowdPage, crowdParts } from '../support/crowd-parts.js'
import { openConsole, openPage } from './console.js'
import { crowdElementsScript, openCrowdPage } from './crowd-page.js'
import { emptyPages, startPopulated } from './populated.js'
import { waitUntilStable } from './wait-until-stable.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[]
}

/** The serious and critical violations that axe-core finds. */
async function findViolations(
  page: Page | Frame,
  context = 'document',
): Promise<readonly string[]> {
  await page.evaluate(axe)
  const found = (await page.evaluate(`axe.run(${context}, { iframes: false })`)) as {
    readonly violations: readonly Violation[]
  }
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
    )
}

/** Each test visits every page. */
const timeout = 600_000

/** Pages of requesters load Amazon's scripts, which the browser blocks. */
const openBlank = (window: BrowserContextOptions) =>
  openPage('about:blank', { window, allowBlocked: true })

const goTo = async (page: Page, url: string): Promise<void> => {
  await page.goto(url)
  await waitUntilStable(page)
}

test.each(['light', 'dark'] as const)(
  'every page is accessible, in %s',
  { timeout },
  async (colorScheme) => {
    const { endpoint, pages } = await startPopulated()
    const page = await openBlank({ colorScheme })

    const violations: Record<string, readonly string[]> = {}
    for (const [name, path] of Object.entries(pages)) {
      await goTo(page, endpoint + path)
      const found = await findViolations(page)
      if (found.length > 0) violations[name] = found
    }

    expect(violations).toEqual({})
  },
)

test.each(['light', 'dark'] as const)(
  'the page that asks for the token is accessible, in %s',
  async (colorScheme) => {
    const { page } = await openConsole('/console#token=a-wrong-secret-of-it', {
      token: 'a-secret-of-the-test',
      window: { colorScheme },
    })
    await page.getByText('This token is wrong.').waitFor()

    expect(await findViolations(page)).toEqual([])
  },
)

test('empty pages are accessible, and say what to do next', {
  timeout,
}, async () => {
  const { page, endpoint } = await openConsole('/console')

  const violations: Record<string, readonly string[]> = {}
  for (const path of emptyPages) {
    await goTo(page, endpoint + path)
    await page.locator('.empty').first().waitFor()
    const found = await findViolations(page)
    if (found.length > 0) violations[path] = found
  }

  expect(violations).toEqual({})
})

test('no page and no table scrolls sideways on a phone', { timeout }, async () => {
  const { endpoint, pages } = await startPopulated()
  const page = await openBlank({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  })

  const wide: Record<string, unknown> = {}
  for (const [name, path] of Object.entries(pages)) {
    await goTo(page, endpoint + path)
    const overflowing = await page.evaluate(`
      [document.scrollingElement, ...document.querySelectorAll('main, .detail, .scrolls')]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(({ localName, className, ariaLabel }) => [localName, className, ariaLabel].join(' '))`)
    if ((overflowing as readonly string[]).length > 0) wide[name] = overflowing
  }

  expect(wide).toEqual({})
})

test('every element of crowd-html-elements is accessible', { timeout }, async () => {
  const elements = Object.keys(crowdParts)
  const { page, frame, accept } = await openCrowdPage(
    crowdElementsScript + createCrowdPage(['crowd-form', ...elements]).html,
  )
  await accept()
  await frame.getByRole('button', { name: 'Submit', disabled: false }).waitFor()
  const handle = await page.getByTitle('Draw a cat').elementHandle()

  expect(await findViolations((await handle!.contentFrame())!, '"crowd-form"')).toEqual([])
})
