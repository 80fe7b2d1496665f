import { expect, onTestFinished, test } from 'vitest'
import { createIsolatedEnvironment } from '../../src/cli/exec/isolated-environment.js'
import { startTestEmulator } from '../support/setup.js'
import { openPage } from './console.js'
import { htmlQuestion } from './worker-site.js'

test('through the proxy of exec a browser reaches the worker site under MTurk’s own host name', async () => {
  const { endpoint, createHit, control } = await startTestEmulator()
  const { HITTypeId } = await createHit({
    Question: htmlQuestion(`<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
      <crowd-form><crowd-input name="colour" label="Colour"></crowd-input></crowd-form>
      <output id="query"></output><script>query.textContent = location.search</script>`),
  })
  const { environment, close } = await createIsolatedEnvironment({
    endpoint,
    control,
    allowedHosts: [],
    logCall: () => {},
    environment: process.env,
  })
  onTestFinished(close)
  const page = await openPage('about:blank', {
    window: { proxy: { server: environment.HTTP_PROXY! }, ignoreHTTPSErrors: true },
  })

  await page.goto(`https://workersandbox.mturk.com/projects/${HITTypeId}/tasks`)
  await page.getByLabel('Worker ID').fill('A1WORKER')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  const frame = page.getByTitle('Draw a cat').contentFrame()
  await frame.getByText('turkSubmitTo=https%3A%2F%2Fworkersandbox.mturk.com').waitFor()
  await frame.getByLabel('Colour').fill('red')
  await frame.getByRole('button', { name: 'Submit' }).click()

  await page.getByText('Your work was submitted.').waitFor()
  expect(new URL(page.url()).host).toBe('workersandbox.mturk.com')
  expect(
    (await control.request('GET /_mturk/workers/{id}', { id: 'A1WORKER' })).counts.Submitted,
  ).toBe(1)
})
