import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { systemRandom } from '../../src/core/random.js'
import { createAccessControl, sessionLifetime } from '../../src/server/security/access-control.js'
import { openConsole } from './console.js'
import { htmlQuestion, startWorkerSite } from './worker-site.js'

const token = 'a-secret-of-the-test'
const workerToken = 'a-secret-for-workers'
const tokens = { token, workerToken }

const readSession = (page: Page) =>
  page.evaluate<string | null>('localStorage.getItem("mturk-local-session")')

/** The addresses and cookies of everything that a page requests from now on. */
function recordRequests(page: Page) {
  const urls: string[] = []
  const cookies: (string | undefined)[] = []
  page.context().on('request', (request) => {
    urls.push(request.url())
    cookies.push(request.headers().cookie)
  })
  return { urls, cookies }
}

test('a link with the token opens the console, and no address or cookie carries it on', async () => {
  const { page, mailbox, endpoint } = await openConsole('/console', tokens)
  const { urls, cookies } = recordRequests(page)
  const source = 'Subject: Hello\r\nContent-Type: text/html\r\n\r\n<p>For you</p>\r\n'

  await page.goto(`${endpoint}/#token=${token}`)
  await page.getByRole('link', { name: 'Inbox' }).click()
  await page.getByText(/Live$/).waitFor()
  mailbox.accept(Buffer.from(source), { from: 'a@example.com', to: ['b@example.com'] })
  await page.getByRole('link', { name: 'Hello' }).click()
  await page.getByTitle('HTML of Hello').contentFrame().getByText('For you').waitFor()

  const session = (await readSession(page))!
  expect(new URL(page.url()).hash).toBe('')
  expect(urls.filter((url) => url.includes(token) && !url.endsWith(`/#token=${token}`))).toEqual([])
  expect(urls.filter((url) => url.includes(session))).toEqual([])
  expect(urls.some((url) => url.endsWith('/_mturk/stream'))).toBe(true)
  expect(new Set(cookies)).toEqual(new Set([undefined]))
  expect(await page.evaluate('document.cookie')).toBe('')

  await page.reload()
  await page.getByTitle('HTML of Hello').contentFrame().getByText('For you').waitFor()
})

test('a wrong token is reported on a page of ours, which takes the right one', async () => {
  const { page } = await openConsole('/console#token=a-wrong-secret-of-it', tokens)
  await page.getByText('This token is wrong.').waitFor()
  expect(page.url()).not.toContain('wrong')

  const input = page.getByLabel('This mturk-local requires a token.')
  await input.fill('another-wrong-secret')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('This token is wrong.').waitFor()
  await input.fill(token)
  await page.getByRole('button', { name: 'Continue' }).click()

  await page.getByRole('heading', { name: 'Overview' }).waitFor()
})

test('the worker token does not open the console', async () => {
  const { page } = await openConsole(`/console#token=${workerToken}`, tokens)

  await page.getByText('This token opens the worker site only.').waitFor()
  expect(await readSession(page)).toBeNull()
})

test('an expired session gets a page that asks for the token', async () => {
  const { page, marketplace } = await openConsole(`/console#token=${token}`, tokens)
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const yesterday = createAccessControl({
    ...tokens,
    store: marketplace.store,
    clock: { now: () => new Date(Date.now() - sessionLifetime - 1) },
    random: systemRandom,
  })!
  const { session } = await yesterday.createSession('all')

  await page.evaluate(`localStorage.setItem('mturk-local-session', '${session}')`)
  await page.reload()

  await page.getByText('Your session has ended').waitFor()
  await page.getByLabel('This mturk-local requires a token.').fill(token)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
})

test('another tab uses the session, and a login in one opens the other', async () => {
  const { page, endpoint } = await openConsole('/console', tokens)
  const other = await page.context().newPage()
  await other.goto(`${endpoint}/console/calls`)
  await other.getByLabel('This mturk-local requires a token.').waitFor()

  await page.getByLabel('This mturk-local requires a token.').fill(token)
  await page.getByRole('button', { name: 'Continue' }).click()

  await other.getByRole('heading', { name: 'Calls' }).waitFor()
})

test('another port of the host receives nothing of the session', async () => {
  const { page } = await openConsole(`/console#token=${token}`, tokens)
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  const received: IncomingHttpHeaders[] = []
  const server = createServer(({ headers }, response) => {
    received.push(headers)
    response.setHeader('content-type', 'text/html').end('<title>Other</title>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const session = (await readSession(page))!

  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)

  expect(session).toMatch(/^[0-9a-z]+\.[0-9a-f]{32}\.[0-9a-f]{64}$/)
  expect(await readSession(page)).toBeNull()
  expect(received.filter(({ cookie }) => cookie !== undefined)).toEqual([])
  expect(JSON.stringify(received)).not.toContain(session)
})

test('the page of a HIT sees no session, and its address works once', async () => {
  const { open, createHit } = await startWorkerSite(tokens)
  const question = `<p id="seen"></p><script>
    let storage
    try { storage = localStorage.length } catch { storage = 'no storage' }
    document.getElementById('seen').textContent = storage + ' ' + location.search
  </script>`
  const { HITId } = await createHit({ Question: htmlQuestion(question) })
  const page = await open(`/worker/A1WORKER/hit/${HITId}#token=${workerToken}`)
  const frame = page.getByTitle('Draw a cat')
  const seen = await frame.contentFrame().locator('#seen:not(:empty)').innerText()

  const src = (await frame.getAttribute('src'))!
  const other = await page.context().newPage()
  await other.goto(new URL(src, page.url()).href)

  expect(seen).toMatch(/^no storage \?assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE&hitId=\w+&ticket=/)
  await other.getByText('This address is valid once').waitFor()
  expect(src).not.toContain(await readSession(page))
})
