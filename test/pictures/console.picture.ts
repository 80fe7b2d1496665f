import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openPage } from '../browser/console.js'
import { startPopulated } from '../browser/populated.js'
import { waitUntilStable } from '../browser/wait-until-stable.js'

const file = 'docs/console.png'

test('screenshot for the README', async () => {
  const { endpoint, pages } = await startPopulated({ port: 6887, smtpPort: 6825 })
  const page = await openPage(endpoint + pages.delivery, {
    window: { viewport: { width: 1280, height: 640 } },
  })
  await waitUntilStable(page)

  await page.screenshot({ path: file })

  expect(statSync(file).size).toBeLessThan(200_000)
})
