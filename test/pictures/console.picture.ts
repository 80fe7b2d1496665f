import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openPage } from '../browser/console.js'
import { startLively } from '../browser/lively.js'
import { settledPage } from '../browser/settled-page.js'

const file = 'docs/console.png'

test('the picture of the README', async () => {
  const { endpoint, pages } = await startLively({ port: 6887, smtpPort: 6825 })
  const page = await openPage(endpoint + pages.hit, {
    window: { viewport: { width: 1320, height: 780 } },
  })
  await settledPage(page)

  await page.screenshot({ path: file })

  expect(statSync(file).size).toBeLessThan(200_000)
})
