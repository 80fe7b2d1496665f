import { once } from 'node:events'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { randomFloat, seededRandom } from '../../src/core/random.js'
import { spawnCli } from '../support/cli.js'
import { openPage } from './console.js'

/** Ten minutes: `DEMO_MONKEY_SECONDS=600`; another order of clicks: `DEMO_MONKEY_SEED=…`. */
const seconds = Number(process.env.DEMO_MONKEY_SECONDS ?? 15)
const seed = process.env.DEMO_MONKEY_SEED ?? 'monkey'

/** Starts the demo and resolves to it and the address of its console. */
async function startDemo() {
  const child = spawnCli(['demo', '--port', '0', '--smtp-port', '0', '--seed', 'cats'])
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    output += chunk
    if (output.includes('delivered')) break
  }
  child.stdout!.resume()
  return { child, consoleUrl: /console {3}(\S+)/.exec(output)![1]! }
}

const controls =
  'button:visible:enabled, a[href^="/console"]:visible, select:visible, summary:visible'

/** Uses one control of the page at random, as a hurried person does: what is gone is left alone. */
async function useRandomControl(page: Page, random: () => number): Promise<void> {
  const found = page.locator(controls)
  const count = await found.count()
  if (count === 0) return
  const control = found.nth(Math.floor(random() * count))
  await control.click({ timeout: 300, noWaitAfter: true }).catch(() => {})
  if (random() < 0.1) await page.keyboard.press('Escape')
}

test(
  'the demo and its console survive every button of the console, pressed at random',
  async () => {
    const { child, consoleUrl } = await startDemo()
    const page = await openPage(consoleUrl)
    page.on('dialog', (dialog) => void dialog.accept().catch(() => {}))
    const source = seededRandom(seed)
    const random = () => randomFloat(source)

    const end = performance.now() + seconds * 1000
    while (performance.now() < end) {
      await useRandomControl(page, random)
      if (!page.url().startsWith(consoleUrl)) await page.goto(consoleUrl)
    }

    await page.goto(consoleUrl)
    await page.getByRole('navigation').first().waitFor()
    expect(child.exitCode).toBe(null)
    await page.close()
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
  },
  (seconds + 120) * 1000,
)
