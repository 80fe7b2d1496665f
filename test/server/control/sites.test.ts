import supertest from 'supertest'
import { expect, test } from 'vitest'
import { startTestEmulator } from '../../support/setup.js'

test('the worker site is served for each of its paths', async () => {
  const { endpoint } = await startTestEmulator()
  const http = supertest(endpoint)

  const pages = await Promise.all(
    ['/worker', '/worker/A1WORKER/hits'].map((path) => http.get(path)),
  )

  expect(pages.map(({ status, type }) => [status, type])).toEqual(Array(2).fill([200, 'text/html']))
  expect(pages[0]!.text).toContain('/worker/assets/')
})

test('the root redirects to the console, which is served for each of its paths', async () => {
  const { endpoint } = await startTestEmulator()
  const http = supertest(endpoint)

  const home = await http.get('/')
  const pages = await Promise.all(
    ['/console', '/console/', '/console/deliveries/1'].map((path) => http.get(path)),
  )

  expect([home.status, home.headers.location]).toEqual([302, '/console'])
  expect(pages.map(({ status, type }) => [status, type])).toEqual(Array(3).fill([200, 'text/html']))
})

test('a page loads nothing of other origins, and no page may frame it', async () => {
  const { endpoint } = await startTestEmulator()

  const { headers } = await supertest(endpoint).get('/console')

  expect(headers['content-security-policy']).toContain("script-src 'self'")
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['content-security-policy']).not.toContain('unsafe')
  expect(headers['cache-control']).toBe('no-store')
})

test('assets may be cached forever, since their names change with their content', async () => {
  const { endpoint } = await startTestEmulator()
  const http = supertest(endpoint)
  const { text } = await http.get('/console')

  for (const [, path] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
    const { status, headers } = await http.get(path!)
    expect([path, status, headers['cache-control']]).toEqual([
      path,
      200,
      'public, max-age=31536000, immutable',
    ])
  }
  expect((await http.get('/console/assets/nothing.js')).status).toBe(404)
})

test('pages are served under loopback names only', async () => {
  const { endpoint } = await startTestEmulator()

  const { status } = await supertest(endpoint).get('/console').set('host', 'evil.example')

  expect(status).toBe(403)
})

test.each([
  ['http://workersandbox.mturk.com/', '/worker'],
  ['http://www.mturk.com/', '/worker'],
  ['http://requestersandbox.mturk.com/', '/console'],
  ['https://workersandbox.mturk.com/projects/3GROUP/tasks', '/worker?to=groups%2F3GROUP'],
  [
    'https://worker.mturk.com/projects/3GROUP/tasks/3TASK?assignment_id=3A',
    '/worker?to=groups%2F3GROUP',
  ],
  ['https://workersandbox.mturk.com/mturk/preview?groupId=3TYPE', '/worker?to=groups%2F3TYPE'],
  ['https://www.mturk.com/mturk/preview?hitId=3HIT', '/worker?to=hit%2F3HIT'],
  [
    'https://workersandbox.mturk.com/projects?filters%5Bsearch_term%5D=draw+a+cat',
    '/worker?to=hits%3Fsearch%3Ddraw%2Ba%2Bcat',
  ],
])('%s redirects to the same page here', async (address, location) => {
  const { endpoint, control } = await startTestEmulator()
  const { host, pathname, search } = new URL(address)
  // As the proxy of exec does.
  const secret = 'a'.repeat(64)
  await control.request('POST /_mturk/proxies', { body: { secret, lifetime: 60_000 } })

  const { status, headers } = await supertest(endpoint)
    .get(pathname + search)
    .set({ host, 'x-mturk-local-proxy': secret })

  expect([status, headers.location]).toEqual([302, location])
})
